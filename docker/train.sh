#!/bin/bash
# Runs the application once, on a database of its own and with the sandbox, and has Java keep what it has learnt by then.
#   train.sh <file for the cache>
set -euo pipefail
cache=$1
home=$(mktemp -d)
chmod 755 "$home"
binaries=$(echo /usr/lib/postgresql/*/bin)
key="key of the training run"

as_postgres() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
install -d -o postgres "$home/database"
as_postgres "$binaries/initdb" --no-sync --auth=trust --username=pindai "$home/database" >/dev/null
as_postgres "$binaries/pg_ctl" --wait --silent --pgdata="$home/database" \
  --options="-c listen_addresses=127.0.0.1 -c port=54321 -c unix_socket_directories= -c fsync=off" start

ask() {
  # ask <port> <method> <path>: the first line of the answer, from which the status can be told.
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf '%s %s HTTP/1.0\r\nHost: localhost\r\nX-Api-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    "$2" "$3" "$key" "${#4}" "$4" >&3
  cat <&3
  exec 3>&-
}

here=$(dirname "$cache")
export HOME=$home PINDAI_DATA_DIR=$home/data PINDAI_SANDBOX_ENABLED=true PINDAI_SECURITY_ADMIN_KEY=$key
export PINDAI_BROWSER_EXTRA_ARGS=--disable-dev-shm-usage
export QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://127.0.0.1:54321/postgres" QUARKUS_DATASOURCE_USERNAME=pindai
# Word splitting is wanted.
# shellcheck disable=SC2086
java ${JAVA_OPTS:-} -XX:AOTCacheOutput="$cache" -jar "$here/quarkus-run.jar" &
service=$!
for _ in $(seq 60); do
  if ask 9000 GET /q/health/ready "" 2>/dev/null | head -1 | grep -q 200; then break; fi
  kill -0 "$service"
  sleep 1
done
ask 8080 GET / "" >/dev/null
ask 8080 GET /api/sessions "" >/dev/null
# The id of a session that is shown its first code.
id=$(ask 8080 POST /api/sessions '{"name":"Training"}' | sed -n 's/.*"id":"\([0-9a-f-]*\)".*/\1/p')
ask 8080 POST "/api/sessions/$id/start?wait=qr" "" | head -1
ask 8080 DELETE "/api/sessions/$id" "" | head -1
kill -TERM "$service"
wait "$service"
as_postgres "$binaries/pg_ctl" --silent --mode=immediate --pgdata="$home/database" stop
rm -rf "$home"
chmod 644 "$cache"
ls -l "$cache"
