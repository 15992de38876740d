# After the tests nothing of theirs may still run.

# Browsers, databases and Node drivers that were started from this checkout, as "pid command".
leftovers() {
  local process pid command
  for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    command=$(tr '\0' ' ' 2>/dev/null <"$process/cmdline") || continue
    case $(cat "$process/comm" 2>/dev/null) in
      chrom* | postgres | node | headless_shell) ;;
      java) [[ $command == *PostgresServer* ]] || continue ;;
      *) continue ;;
    esac
    if [[ $command == *"$ROOT/"* ]] || [[ $(readlink "$process/cwd" 2>/dev/null) == "$ROOT/target"* ]] ||
      tr '\0' '\n' 2>/dev/null <"$process/environ" | grep -qx "PINDAI_TEST_RUN=$PINDAI_TEST_RUN"; then
      printf '%s %.160s\n' "$pid" "$command"
    fi
  done
}

# What of them is still there after a moment, which an orderly end may take, is an error. It is ended all the same.
check_leftovers() {
  local left waited=0
  while left=$(leftovers) && [ -n "$left" ] && [ "$waited" -lt 15 ]; do
    sleep 1
    waited=$((waited + 1))
  done
  [ -n "$left" ] || { say "No browser and no database is left running"; return 0; }
  printf '%s\n' "$left" | cut -d' ' -f1 | xargs -r kill -KILL 2>/dev/null || true
  printf '[pindai] ERROR: these processes outlived the tests:\n%s\n' "$left" >&2
  return 1
}
