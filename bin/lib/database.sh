# The PostgreSQL of dev mode: a real one, kept in data/postgres, running as long as bin/dev.

# Prints the class path of the tests, where the embedded PostgreSQL is; asked of Maven once for each pom.
test_classpath() {
  local file="$ROOT/target/dev-database.classpath"
  if [ ! -s "$file" ] || [ "$ROOT/pom.xml" -nt "$file" ]; then
    mkdir -p "$ROOT/target"
    (cd "$ROOT" && maven -q dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile="$file" >&2 </dev/null) || return 1
  fi
  cat "$file"
}

# The one line of the launcher's log that says why it gave up.
database_complaint() {
  sed -nE 's/^(Exception in thread.* |Caused by: )[A-Za-z.]+(Exception|Error): (.*)/\3. /p; s/.*(FATAL|unshare): +(.*)/\2. /p' "$1" |
    tail -n 1 | tr '\n' ' '
}

# Starts it and exports where it is. Standard input of the server is our pipe: when we end, however, it ends too.
start_database() {
  local data=$1 classpath url
  classpath=$(test_classpath) || fail "Maven could not resolve the libraries: see the lines above."
  local log="$data/postgres-launcher.log"
  # A session of its own, so that Ctrl-C reaches dev mode first and the database after it.
  coproc DATABASE {
    CLASSPATH=$classpath exec setsid "$JAVA_HOME/bin/java" -Xmx256m -XX:TieredStopAtLevel=1 \
      -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
      "$ROOT/src/test/java/dev/pindai/testsupport/PostgresServer.java" \
      "$data/postgres-binaries" "$data/postgres" keep 2>"$log"
  }
  DATABASE_OWNER=$DATABASE_PID
  read -r -t 120 url <&"${DATABASE[0]}" || true
  case ${url:-} in
    jdbc:*) ;;
    *) fail "The embedded PostgreSQL did not start: $(database_complaint "$log" || true)See $log and $data/postgres.log." ;;
  esac
  export QUARKUS_DATASOURCE_JDBC_URL=$url QUARKUS_DATASOURCE_USERNAME=postgres QUARKUS_DATASOURCE_PASSWORD=postgres
  say "PostgreSQL: $url (kept in $data/postgres)"
}

stop_database() {
  [ -n "${DATABASE_OWNER:-}" ] || return 0
  local owner=$DATABASE_OWNER
  DATABASE_OWNER=
  # End of its input: it stops the server and then itself.
  if [ -n "${DATABASE[1]:-}" ]; then
    local input=${DATABASE[1]}
    exec {input}>&-
  fi
  wait "$owner" 2>/dev/null || true
}
