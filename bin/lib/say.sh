# How the scripts talk: one line for each thing they do, one sentence when they can't go on.

say() {
  printf '[pindai] %s\n' "$*"
}

fail() {
  printf '[pindai] ERROR: %s\n' "$*" >&2
  exit 1
}
