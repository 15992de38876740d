#!/bin/sh
# Starts Pindai with what this container gives it.
set -eu

# Chromium keeps big pictures in /dev/shm and crashes when that is full; a container has 64 MB there unless told otherwise.
shm_kilobytes=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $2 }')
if [ "${shm_kilobytes:-0}" -lt 262144 ]; then
  echo "/dev/shm has only ${shm_kilobytes:-0} kB: Chromium will use /tmp instead (docker run --shm-size=1g is faster)" >&2
  export PINDAI_BROWSER_EXTRA_ARGS="${PINDAI_BROWSER_EXTRA_ARGS:+$PINDAI_BROWSER_EXTRA_ARGS,}--disable-dev-shm-usage"
fi

# Word splitting is wanted: JAVA_OPTS holds several options.
# shellcheck disable=SC2086
exec java ${JAVA_OPTS:-} -jar /opt/pindai/quarkus-run.jar "$@"
