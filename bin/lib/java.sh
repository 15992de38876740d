# Finds a JDK that can build Pindai and exports it as JAVA_HOME.

JAVA_NEEDED=25

# Prints the major version of the JDK in this directory; nothing if it is none (a JRE has no javac).
jdk_major() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

jdk_is_good() {
  local major
  major=$(jdk_major "$1")
  [ -n "$major" ] && [ "$major" -ge "$JAVA_NEEDED" ]
}

find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-/nonexistent}" \
    "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /nonexistent/bin/javac)")")")" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-/root}"/.sdkman/candidates/java/*; do
    if jdk_is_good "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
}

setup_java() {
  local home
  home=$(find_jdk)
  if [ -z "$home" ] && command -v apt-cache >/dev/null && apt-cache show "openjdk-$JAVA_NEEDED-jdk-headless" >/dev/null 2>&1; then
    apt_install "JDK $JAVA_NEEDED" "openjdk-$JAVA_NEEDED-jdk-headless"
    home=$(find_jdk)
  fi
  [ -n "$home" ] || fail "No JDK $JAVA_NEEDED or newer was found: install one (such as Temurin $JAVA_NEEDED) and set JAVA_HOME to it."
  export JAVA_HOME=$home PATH="$home/bin:$PATH"
  say "JDK $(jdk_major "$home"): $home"
}
