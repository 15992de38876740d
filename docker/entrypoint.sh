#!/bin/sh
# Starts Pindai with what this container gives it.
set -eu

# A setting may be in a file, as secrets of containers are: NAME_FILE holds its path.
for setting in QUARKUS_DATASOURCE_PASSWORD PINDAI_SECURITY_ADMIN_KEY PINDAI_ENCRYPTION_KEYS; do
  eval "file=\${${setting}_FILE:-}"
  if [ -n "$file" ]; then
    [ -r "$file" ] || {
      echo "${setting}_FILE is $file, which can't be read: mount it, readable for uid $(id -u)" >&2
      exit 78
    }
    export "$setting=$(cat "$file")"
    unset "${setting}_FILE"
  fi
done

mkdir -p "$HOME"

# Chromium keeps big pictures in /dev/shm and crashes when that is full; a container has 64 MB there unless told otherwise.
shm_kilobytes=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $2 }')
if [ "${shm_kilobytes:-0}" -lt 262144 ]; then
  echo "/dev/shm has only ${shm_kilobytes:-0} kB: Chromium will use /tmp instead (docker run --shm-size=1g is faster)" >&2
  export PINDAI_BROWSER_EXTRA_ARGS="${PINDAI_BROWSER_EXTRA_ARGS:+$PINDAI_BROWSER_EXTRA_ARGS,}--disable-dev-shm-usage"
fi

here=$(dirname "$0")
if [ -x "$here/pindai" ]; then
  # Word splitting is wanted: PINDAI_OPTS holds several options.
  # shellcheck disable=SC2086
  exec "$here/pindai" ${PINDAI_OPTS:-} "$@"
fi
if [ -f "$here/app.aot" ]; then
  # Silent if it does not fit after all, as with other options than those it was made with.
  JAVA_OPTS="${JAVA_OPTS:-} -XX:AOTCache=$here/app.aot -Xlog:aot=off -Xlog:cds=off"
fi
# The same for JAVA_OPTS.
# shellcheck disable=SC2086
exec java ${JAVA_OPTS:-} -jar "$here/quarkus-run.jar" "$@"
