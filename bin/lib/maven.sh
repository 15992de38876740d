# Maven comes through the wrapper. Where its mirror can't be reached, an installed mvn knows a repository that can.

maven_distribution_url() {
  sed -n 's/^distributionUrl=//p' "$ROOT/.mvn/wrapper/maven-wrapper.properties" | tr -d '[:space:]'
}

# Where the wrapper's Maven was fetched from before, if it was.
maven_installed_from() {
  local dists="${MAVEN_USER_HOME:-$HOME/.m2}/wrapper/dists" name
  name=$(basename "$(maven_distribution_url)" -bin.zip)
  cat "$dists/$name"/*/mvnw.url 2>/dev/null | head -n 1 || true
}

url_answers() {
  if command -v curl >/dev/null; then
    curl --silent --fail --head --location --max-time 10 --output /dev/null "$1"
  elif command -v wget >/dev/null; then
    wget --quiet --spider --tries=1 --timeout=10 "$1"
  else
    return 1
  fi
}

# Asks the installed mvn, in a project with nothing in it, which repository it gets its plugins from.
repository_of_installed_maven() {
  command -v mvn >/dev/null || return 0
  local empty
  empty=$(mktemp -d)
  cat >"$empty/pom.xml" <<-'POM'
	<project xmlns="http://maven.apache.org/POM/4.0.0">
	  <modelVersion>4.0.0</modelVersion>
	  <groupId>dev.pindai</groupId><artifactId>empty</artifactId><version>0</version><packaging>pom</packaging>
	</project>
	POM
  # Under newer JDKs mvn ends its output with a colour escape even so.
  (cd "$empty" && mvn -B -q -Dstyle.color=never help:evaluate \
    -Dexpression='project.pluginRepositories[0].url' -DforceStdout 2>/dev/null </dev/null) |
    sed 's/\x1b\[[0-9;]*m//g' | tr -d '[:space:]' | sed 's,/*$,,' | grep -E '^(https?|file):' || true
  rm -rf "$empty"
}

setup_maven() {
  local url from repository
  url=$(maven_distribution_url)
  if [ -z "${MVNW_REPOURL:-}" ]; then
    from=$(maven_installed_from)
    if [ -n "$from" ]; then
      repository=${from%/org/apache/maven/*}
    elif url_answers "$url"; then
      repository=${url%/org/apache/maven/*}
    else
      repository=$(repository_of_installed_maven)
      [ -n "$repository" ] ||
        fail "Maven can't be fetched from the wrapper's mirror, and no installed mvn says where else: set MVNW_REPOURL to a Maven repository that this machine reaches."
      say "The wrapper's mirror does not answer; taking Maven from the repository of $(command -v mvn)"
    fi
    [ "$repository" = "${url%/org/apache/maven/*}" ] || export MVNW_REPOURL=$repository
  fi
  local version
  version=$("$ROOT/mvnw" -B -q --version </dev/null 2>&1) ||
    fail "The Maven wrapper does not work: $version"
  say "Maven $(printf '%s' "$version" | sed 's/\x1b\[[0-9;]*m//g' | grep -oE '^[0-9]+\.[0-9.]+' | head -n 1) by ./mvnw"
}

maven() {
  "$ROOT/mvnw" -B --no-transfer-progress "$@"
}
