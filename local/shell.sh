# Shared by ./run and ./ops: a JDK, Maven, and what they need built. Works in macOS's bash 3.2.
# shellcheck shell=bash

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Java reads arguments and the names of files by the locale, and that of a bare shell or a container knows only the letters of ASCII.
if [ "$(locale charmap 2>/dev/null)" = ANSI_X3.4-1968 ] && locale -a | grep -qi '^C\.utf-\{0,1\}8$'; then export LC_ALL=C.UTF-8; fi

# Sets JAVA to a java of 17 or newer.
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    JAVA=$JAVA_HOME/bin/java
    [ -x "$JAVA" ] || die "JAVA_HOME is $JAVA_HOME, where there is no bin/java: point it at a JDK 17 or newer."
  else
    JAVA=$(command -v java) || die "There is no java on the PATH: install a JDK 17 or newer, or set JAVA_HOME."
  fi
  local version
  # 17.0.15 and 25 begin with the number that counts, 1.8 with a 1
  version=$("$JAVA" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  case $version in
    '') die "$JAVA does not say its version: point JAVA_HOME at a JDK 17 or newer." ;;
    *) [ "$version" -ge 17 ] || die "Chartdrop needs Java 17 or newer; $JAVA is older. Point JAVA_HOME at a newer JDK." ;;
  esac
}

# build NAME MODULES SOURCES JARS: builds when a jar is missing or a source is newer than the last build.
# Each of the last three is a list of words.
build() {
  local stamp=.chartdrop/built-$1 modules=$2 sources=$3 jars=$4 jar stale=''
  for jar in $jars; do
    [ -f "$jar" ] || stale=yes
  done
  if [ -z "$stale" ] && [ -f "$stamp" ]; then
    # shellcheck disable=SC2086  # a list of words
    [ -n "$(find $sources -name target -prune -o -name samples -prune -o -type f -newer "$stamp" -print | head -n 1)" ] || return 0
  fi

  local maven=${MVN:-mvn}
  command -v "$maven" >/dev/null || die "Chartdrop is not built yet, and there is no $maven on the PATH: install Maven 3.8.7 or newer."
  [ -x "${JAVA%java}javac" ] || command -v javac >/dev/null || die "$JAVA is a runtime without a compiler: install a JDK 17 or newer."
  echo "Building (the first time Maven downloads about 250 MB) ..." >&2
  mkdir -p .chartdrop
  # older than whatever is edited while it builds
  touch "$stamp.new"
  "$maven" -q -B -Dstyle.color=never -DskipTests package -pl "$modules" -am >&2 || die "The build failed, see above."
  mv "$stamp.new" "$stamp"
}
