# The browser that Pindai drives.

find_chromium() {
  local name
  for name in "${PINDAI_BROWSER_EXECUTABLE:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name"; then
      return
    fi
  done
}

setup_chromium() {
  local browser
  browser=$(find_chromium)
  if [ -z "$browser" ]; then
    apt_install Chromium chromium
    browser=$(find_chromium)
  fi
  [ -n "$browser" ] ||
    fail "No Chromium was found: install one, or set PINDAI_BROWSER_EXECUTABLE to the browser's path."
  say "Browser: $browser"
}
