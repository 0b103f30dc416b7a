# Sourced by the other scripts (bash 3.2 or later): finds Java and builds what is missing.
# Sets java, java_identity, cache, spark_line, target, job_jar and native_jars.
# shellcheck shell=bash

# The Spark lines that pom.xml can build for, each with its Scala version; the first is the default.
spark_lines=(4.1_2.13 3.5_2.12 3.5_2.13 4.0_2.13 4.2_2.13)
spark_line="${WEIBO_SENTIMENT_SPARK:-${spark_lines[0]}}"
target="$WEIBO_SENTIMENT_HOME/target"
cache="${WEIBO_SENTIMENT_CACHE:-${HOME:-/nonexistent}/.cache/weibo-sentiment}"

# Java reads options and the names of files in the locale's encoding, and leaves out files whose names it cannot read in
# it. That encoding is ASCII if no locale is set, and also if the one that is set is not installed.
set_locale() {
  local name
  case "$(locale charmap 2>/dev/null)" in
    '' | ANSI* | US-ASCII | 646) ;;
    *) return ;;
  esac
  for name in C.UTF-8 en_US.UTF-8 zh_CN.UTF-8; do
    if [[ "$(LC_ALL="$name" locale charmap 2>/dev/null)" == UTF-8 ]]; then
      break
    fi
    name=C.UTF-8 # where there is no locale command, as with musl, it works
  done
  export LC_ALL="$name"
}
set_locale
# Show TensorFlow's own messages from warnings up.
export TF_CPP_MIN_LOG_LEVEL="${TF_CPP_MIN_LOG_LEVEL:-1}"

find_java() {
  locate_java
  require_java_version
}

locate_java() {
  java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
  command -v "$java" >/dev/null || fail "there is no '$java'; install Java 17 or later, or set JAVA_HOME to its folder"
}

require_java_version() {
  local code=0 version
  java_answer="$("$java" -version 2>&1)" || code=$?
  [[ $code -eq 0 ]] || fail "'$java -version' failed with exit code $code and said '$java_answer';
  install Java 17 or later, or set JAVA_HOME to its folder"
  version="$(sed -n 's/.* version "\([0-9]*\)[^"]*".*/\1/p' <<<"$java_answer" | head -n 1)"
  [[ "$version" =~ ^[0-9]+$ && "$version" -ge 17 ]] ||
    fail "'$java' is Java ${version:-of an unknown version}; 17 or later is needed, set JAVA_HOME to one"
}

# Makes sure that Java starts with these options and finds the class at their end, without running it. Java is started
# for this only the first time: a file in the cache records each combination of Java, options and jars that has started.
try_java() {
  local answer code=0 record=""
  identify_java
  if [[ -n "$java_identity" ]] && names_no_file "${given_options[@]-}"; then
    record="$cache/starts/$(checksum "$java_identity" "$(states_of "${job_jar:-}")" "$(cksum <"$WEIBO_SENTIMENT_HOME/submit/jvm.options")" \
      "${JAVA_TOOL_OPTIONS:-}" "${JDK_JAVA_OPTIONS:-}" "${_JAVA_OPTIONS:-}" "$@")"
    [[ ! -f "$record" ]] || return 0
  fi
  require_java_version
  answer="$("$java" --dry-run "$@" 2>&1)" || code=$?
  [[ $code -eq 0 ]] || fail "'$java' does not start (exit code $code):
$answer
Check WEIBO_SENTIMENT_HEAP ('${WEIBO_SENTIMENT_HEAP:-4g}'), WEIBO_SENTIMENT_JAVA_OPTIONS ('${WEIBO_SENTIMENT_JAVA_OPTIONS:-}')\
 and the Java in JAVA_HOME."
  if [[ -n "$record" ]] && can_write "$cache/starts"; then
    find "$cache/starts" -type f -mtime +30 -exec rm -f -- {} + 2>/dev/null || true
    : 2>/dev/null >"$record" || true # a full disk: the next start tries again
  fi
}

# Whether options say all that Java has to know to start: no agent, no log file, no file of more options, which may
# change.
names_no_file() {
  local word number='[0-9]+[kKmMgGtT]?'
  for word in "$@"; do
    [[ -z "$word" || "$word" == -D* || "$word" =~ ^-XX:[-+][A-Za-z0-9]+$ || "$word" =~ ^-XX:[A-Za-z0-9]+=$number$ ||
      "$word" =~ ^-X(ms|mx|mn|ss)$number$ ]] || return 1
  done
}

# A number that differs for different words.
checksum() {
  printf '%s\n' "$@" | cksum | tr ' ' -
}

# Sets java_identity to what tells this Java from others. It is empty where the java found is a program that chooses one
# (of asdf, jenv or macOS): that file is the same for every Java.
identify_java() {
  local program link modules
  program="$(command -v "$java")"
  while [[ -L "$program" ]]; do
    link="$(readlink "$program")"
    [[ "$link" == /* ]] || link="$(dirname "$program")/$link"
    program="$link"
  done
  modules="$(dirname "$program")/../lib/modules"
  java_identity=""
  if [[ -f "$modules" ]]; then
    java_identity="$program $(states_of "$program" "$modules")"
  fi
}

# The size, time in seconds and inode of each file; nothing for one that does not exist.
states_of() {
  if stat -c %s / >/dev/null 2>&1; then
    stat -L -c '%s %Y %i' -- "$@" 2>/dev/null || true
  else # macOS
    stat -L -f '%z %m %i' -- "$@" 2>/dev/null || true
  fi
}

# Makes a folder unless it exists.
can_write() {
  mkdir -p -- "$1" 2>/dev/null && [[ -w "$1" ]]
}

# Builds for other Spark lines have their own folders.
choose_line() {
  [[ " ${spark_lines[*]} " == *" $spark_line "* ]] ||
    fail "found Spark ${spark_line%_*} with Scala ${spark_line#*_}; expected one of (Spark_Scala): ${spark_lines[*]}"
  [[ "$spark_line" == "${spark_lines[0]}" ]] || target="$WEIBO_SENTIMENT_HOME/target/spark-$spark_line"
}

# Uses the newest build unless its sources have changed since.
build_if_needed() {
  choose_line
  if needs_build; then
    build || exit $?
    find_job_jar
    [[ -n "$job_jar" ]] || fail "the build made no job jar in '$target'"
  fi
  find_native_jars
}

needs_build() {
  find_job_jar
  [[ -z "$job_jar" || ! -f "$target/classpath/shared.txt" || -n "$(changed_since "$job_jar")" ]]
}

# The newest job jar; empty if there is none.
find_job_jar() {
  job_jar=""
  local jar
  for jar in "$target"/*-job.jar; do
    if [[ -f "$jar" && (-z "$job_jar" || "$jar" -nt "$job_jar") ]]; then
      job_jar="$jar"
    fi
  done
}

find_native_jars() {
  native_jars=()
  local jar="${WEIBO_SENTIMENT_NATIVE_JAR:-}"
  if [[ "$jar" == none ]]; then
    return
  fi
  if [[ -n "$jar" ]]; then
    [[ -f "$jar" ]] || fail "WEIBO_SENTIMENT_NATIVE_JAR names '$jar', which is not a file"
    native_jars=("$jar")
    return
  fi
  for jar in "$target"/native/*.jar; do
    [[ -f "$jar" ]] || fail "there is no native library in '$target/native'; remove '$job_jar' to build it again,
  or set WEIBO_SENTIMENT_NATIVE_JAR"
    native_jars+=("$jar")
  done
}

changed_since() {
  (cd -- "$WEIBO_SENTIMENT_HOME" &&
    find pom.xml src/main conf/reference.conf conf/log4j2.properties -newer "$1" -print -quit)
}

require_maven() {
  maven="${MAVEN:-mvn}"
  command -v "$maven" >/dev/null ||
    fail "$1 has to be built, but there is no '$maven'; install Maven 3.8 or later, or set MAVEN to its path"
}

# Builds in a separate folder, one build at a time, and moves the result into place when complete. A build that fails or
# is killed leaves the previous one unchanged, and running processes keep using it.
# shellcheck disable=SC2030,SC2031 # variables set during a build stay inside it
build() (
  require_maven 'the job jar'
  mkdir -p -- "$target" || fail "the job jar has to be built, but '$target' cannot be created"
  aside=""
  locked=""
  trap 'leave_build' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  lock_build
  needs_build || exit 0 # another process has built it meanwhile

  rm -rf -- "$target"/aside.* # left by builds that were killed
  aside="$(mktemp -d "$target/aside.XXXXXX")" || fail "the job jar has to be built, but '$target' cannot be written"
  touch "$aside/started"
  cp "$WEIBO_SENTIMENT_HOME/pom.xml" "$aside/pom.xml"
  for part in .mvn conf src submit; do
    ln -s "$WEIBO_SENTIMENT_HOME/$part" "$aside/$part"
  done
  echo "building the job jar for Spark ${spark_line%_*} with $maven (the first time this fetches the libraries, which takes minutes)" >&2
  # Maven lives for a minute here, too short for Java's thorough compiler.
  MAVEN_OPTS="-XX:TieredStopAtLevel=1 ${MAVEN_OPTS:-}" \
    "$maven" -q -B -f "$aside/pom.xml" -Dspark="${spark_line%_*}" -Dscala="${spark_line#*_}" \
    -Dmaven.test.skip=true -Dmaven.compiler.proc=none -Djacoco.skip=true -Dspotless.check.skip=true package >&2 || fail "the build failed; see its messages above"
  made="$aside/${target#"$WEIBO_SENTIMENT_HOME"/}"
  # Date the jar to the start of the build, so that later changes are built again.
  touch -r "$aside/started" "$made"/*-job.jar
  publish_build "$made" || fail "the build result cannot be moved from '$made' to '$target'"
)

# The job jar comes last, so that when it is there, so is everything else.
publish_build() {
  local jar
  mkdir -p -- "$target/classpath" "$target/native" || return 1
  mv -f -- "$1"/classpath/*.txt "$target/classpath/" || return 1
  for jar in "$target"/native/*.jar; do
    [[ -f "$1/native/${jar##*/}" ]] || rm -f -- "$jar"
  done
  for jar in "$1"/native/*.jar; do
    mv -f -- "$jar" "$target/native/" || return 1
  done
  for jar in "$1"/*-job.jar; do
    mv -f -- "$jar" "$target/" || return 1
  done
}

# The lock is a symbolic link that names its holder; only one process can create it. A lock whose holder is gone is
# removed.
lock_build() {
  local lock="$target/build.lock" host holder announced=""
  host="$(hostname)"
  # $$ is the shell that waits for this subshell and lives as long as it does.
  until ln -s "$host:$$" "$lock" 2>/dev/null; do
    holder="$(readlink "$lock" || true)"
    if [[ "${holder%:*}" == "$host" ]] && ! is_alive "${holder##*:}"; then
      rm -f -- "$lock"
    elif [[ -z "$holder" && ! -w "$target" ]]; then
      fail "the job jar has to be built, but '$target' cannot be written"
    else
      [[ -n "$announced" ]] || echo "waiting for another build (process ${holder##*:} on ${holder%:*}; if there is none, remove $lock)" >&2
      announced=yes
      sleep 1
    fi
  done
  locked="$lock"
}

# Also finds another user's process, to which kill has no permission.
is_alive() {
  kill -0 "$1" 2>/dev/null || [[ -d "/proc/$1" ]] || ps -p "$1" >/dev/null 2>&1
}

# shellcheck disable=SC2031 # called inside the build
leave_build() {
  [[ -z "$aside" ]] || rm -rf -- "$aside"
  [[ -z "$locked" ]] || rm -f -- "$locked"
}

# Splits text into words as the shell does: blanks and line ends separate words, quotes and backslashes keep blanks.
# Nothing is expanded. Sets words.
split_words() {
  local text="$1" quote="" word="" in_word="" i=0 c next
  words=()
  while [[ $i -lt ${#text} ]]; do
    c="${text:$i:1}"
    next="${text:$((i + 1)):1}"
    i=$((i + 1))
    if [[ "$quote" == "'" ]]; then
      if [[ "$c" == "'" ]]; then quote=""; else word+="$c"; fi
    elif [[ "$c" == "\\" && ("$quote" == "" || "$next" == [\"\\\$\`]) ]]; then
      word+="$next"
      in_word=yes
      i=$((i + 1))
    elif [[ "$quote" == '"' ]]; then
      if [[ "$c" == '"' ]]; then quote=""; else word+="$c"; fi
    elif [[ "$c" == "'" || "$c" == '"' ]]; then
      quote="$c"
      in_word=yes
    elif [[ "$c" == [[:space:]] ]]; then
      if [[ -n "$in_word" ]]; then words+=("$word"); fi
      word=""
      in_word=""
    else
      word+="$c"
      in_word=yes
    fi
  done
  [[ -z "$quote" ]] || return 1
  if [[ -n "$in_word" ]]; then words+=("$word"); fi
}

# Sets more_options to the user's own options for Java, and given_options to these and those that Java reads by itself.
# shellcheck disable=SC2034
read_java_options() {
  split_words "${WEIBO_SENTIMENT_JAVA_OPTIONS:-}" ||
    fail "WEIBO_SENTIMENT_JAVA_OPTIONS has an unclosed quote: $WEIBO_SENTIMENT_JAVA_OPTIONS"
  more_options=(${words[@]+"${words[@]}"})
  read_given_options
}

read_given_options() {
  local text
  given_options=(${more_options[@]+"${more_options[@]}"})
  for text in "${JAVA_TOOL_OPTIONS:-}" "${JDK_JAVA_OPTIONS:-}" "${_JAVA_OPTIONS:-}"; do
    split_words "$text" || words=("$text")
    given_options+=(${words[@]+"${words[@]}"})
  done
}

# Sets collector_options, such as -XX:+UseSerialGC, unless an option chooses a collector (Java refuses two), here or in a
# file of options.
# shellcheck disable=SC2034
read_collector_options() {
  local word
  collector_options=("$1")
  for word in ${given_options[@]+"${given_options[@]}"}; do
    case "$word" in
      *-XX:+Use*GC* | @* | -XX:Flags=* | -XX:VMOptionsFile=*) collector_options=() ;;
    esac
  done
}

# Sets run_options for a long run, which compiles thoroughly, but only what is used so much that it pays, and collects garbage
# with least work: a pause harms nobody.
# shellcheck disable=SC2034
read_long_run_options() {
  read_collector_options -XX:+UseParallelGC
  run_options=(-XX:Tier4InvocationThreshold=250000 -XX:Tier4MinInvocationThreshold=30000
    -XX:Tier4CompileThreshold=750000 -XX:Tier4BackEdgeThreshold=2000000 ${collector_options[@]+"${collector_options[@]}"})
}

# Sets run_options for a short command, which compiles only quickly and collects garbage with one thread.
# shellcheck disable=SC2034
read_short_run_options() {
  read_collector_options -XX:+UseSerialGC
  run_options=(-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m ${collector_options[@]+"${collector_options[@]}"})
}

# Java's class path cannot contain a folder with a colon in its name.
require_plain_home() {
  [[ "$WEIBO_SENTIMENT_HOME" != *:* ]] ||
    fail "it is installed in '$WEIBO_SENTIMENT_HOME', but Java's class path cannot contain a colon; move it to another folder"
}
