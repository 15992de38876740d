# Brings a machine to the point where Pindai builds and runs. Sourced by bin/dev and bin/test.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}
export LC_ALL=${LC_ALL:-C.UTF-8}

for part in say packages java node chromium maven; do
  # shellcheck source=/dev/null
  source "$ROOT/bin/lib/$part.sh"
done

setup() {
  [ "$(uname -s)" = Linux ] || fail "Only Linux is supported by these scripts."
  setup_java
  setup_node
  setup_chromium
  setup_maven
}
