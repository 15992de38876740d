# Node builds the pages and runs Playwright's driver.

NODE_NEEDED=20.19

node_version() {
  node --version 2>/dev/null | sed -n 's/^v\([0-9.]*\).*/\1/p'
}

setup_node() {
  local packages=()
  command -v node >/dev/null || packages+=(nodejs)
  command -v npm >/dev/null || packages+=(npm)
  [ ${#packages[@]} = 0 ] || apt_install "Node and npm" "${packages[@]}"
  local version
  version=$(node_version)
  [ -n "$version" ] && printf '%s\n' "$NODE_NEEDED" "$version" | sort --version-sort --check=quiet ||
    fail "Node $NODE_NEEDED or newer is needed, here is ${version:-none}: install it and put it on the PATH."
  say "Node $(node --version), npm $(npm --version)"
}

# npm_tests <folder>: installs what its lock file says, if that is not there yet, and runs its tests.
npm_tests() {
  local folder=$1
  [ -f "$folder/package.json" ] || return 0
  say "npm tests in ${folder#"$ROOT"/}"
  if [ ! -f "$folder/node_modules/.package-lock.json" ] ||
    [ "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ]; then
    (cd "$folder" && npm ci --no-audit --no-fund) || fail "'npm ci' in $folder failed: see the lines above."
  fi
  (cd "$folder" && npm test) || fail "npm tests in $folder failed: see the lines above."
}
