# What the machine lacks is installed as Debian packages, by root or through sudo.

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif { : >/dev/tty; } 2>/dev/null; then
    # Somebody is there to type a password.
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

# apt_install <what for> <package>...
apt_install() {
  local purpose=$1
  shift
  command -v apt-get >/dev/null || fail "Not found: $purpose, and this is no Debian: install it yourself and try again."
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
    fail "Not found: $purpose. Run 'apt-get install $*' as root (there is no sudo here) and try again."
  say "Installing $purpose ($*) …"
  mkdir -p "$ROOT/target"
  local log="$ROOT/target/apt.log"
  { as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq || true; } >"$log" 2>&1 </dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1 </dev/null ||
    fail "Installing $purpose by 'apt-get install $*' failed: see $log, install it yourself and try again."
}
