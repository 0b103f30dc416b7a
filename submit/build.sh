# Sourced by the other scripts, for bash 3.2 or later: finds Java, builds what is missing.
# Sets java, spark_line, target, job_jar and native_jars.
# shellcheck shell=bash

# The lines of Spark, each with its Scala, that pom.xml builds for; the first is its default.
spark_lines=(4.1_2.13 3.5_2.12 3.5_2.13 4.0_2.13 4.2_2.13)
spark_line="${WEIBO_SENTIMENT_SPARK:-${spark_lines[0]}}"
target="$WEIBO_SENTIMENT_HOME/target"

# Java reads options and writes names in the locale's encoding; without one that is ASCII.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  '' | C | POSIX) export LC_ALL=C.UTF-8 ;;
esac
# TensorFlow's own messages from warnings on.
export TF_CPP_MIN_LOG_LEVEL="${TF_CPP_MIN_LOG_LEVEL:-1}"

find_java() {
  java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
  command -v "$java" >/dev/null || fail "there is no '$java'; install Java 17 or later, or set JAVA_HOME to where it is"
  local answer code=0 version
  answer="$("$java" -version 2>&1)" || code=$?
  [[ $code -eq 0 ]] || fail "'$java -version' failed with exit code $code and said '$answer';
  install Java 17 or later, or set JAVA_HOME to where it is"
  version="$(sed -n 's/.* version "\([0-9]*\)[^"]*".*/\1/p' <<<"$answer" | head -n 1)"
  [[ "$version" =~ ^[0-9]+$ && "$version" -ge 17 ]] ||
    fail "'$java' is Java ${version:-of an unknown version}; 17 or later is needed, set JAVA_HOME to one"
}

# Makes sure that Java starts with these options and finds the class at their end, which is not run.
try_java() {
  local answer code=0
  answer="$("$java" --dry-run "$@" 2>&1)" || code=$?
  [[ $code -eq 0 ]] || fail "'$java' does not start (exit code $code):
$answer
Look at WEIBO_SENTIMENT_HEAP ('${WEIBO_SENTIMENT_HEAP:-4g}'), WEIBO_SENTIMENT_JAVA_OPTIONS ('${WEIBO_SENTIMENT_JAVA_OPTIONS:-}')\
 and at the Java in JAVA_HOME."
}

# Builds for another line of Spark stand in folders of their own.
choose_line() {
  [[ " ${spark_lines[*]} " == *" $spark_line "* ]] ||
    fail "found Spark ${spark_line%_*} with Scala ${spark_line#*_}; expected one that this version can be built for (Spark_Scala): ${spark_lines[*]}"
  [[ "$spark_line" == "${spark_lines[0]}" ]] || target="$WEIBO_SENTIMENT_HOME/target/spark-$spark_line"
}

# The newest build is used as long as nothing it was made of has changed since.
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
    [[ -f "$jar" ]] || fail "there is no native library in '$target/native'; remove '$job_jar' so that it is built again,
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
    fail "$1 has to be built and there is no '$maven'; install Maven 3.8 or later, or set MAVEN to it"
}

# Builds in a folder of its own, one build at a time, and moves what it made to where it is used: a build that fails
# or is killed leaves the last one as it was, and who runs that keeps it.
# shellcheck disable=SC2030,SC2031 # what a build sets is its own
build() (
  require_maven 'the job jar'
  mkdir -p -- "$target" || fail "'$target' cannot be made, and the job jar has to be built"
  aside=""
  locked=""
  trap 'leave_build' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  lock_build
  needs_build || exit 0 # somebody else has built it meanwhile

  rm -rf -- "$target"/aside.* # of builds that were killed
  aside="$(mktemp -d "$target/aside.XXXXXX")" || fail "'$target' cannot be written, and the job jar has to be built"
  touch "$aside/started"
  cp "$WEIBO_SENTIMENT_HOME/pom.xml" "$aside/pom.xml"
  for part in .mvn conf src submit; do
    ln -s "$WEIBO_SENTIMENT_HOME/$part" "$aside/$part"
  done
  echo "building the job jar for Spark ${spark_line%_*} with $maven (the first time this fetches the libraries and takes minutes)" >&2
  "$maven" -q -B -f "$aside/pom.xml" -Dspark="${spark_line%_*}" -Dscala="${spark_line#*_}" \
    -Dmaven.test.skip=true -Djacoco.skip=true -Dspotless.check.skip=true package >&2 || fail "the build failed; its messages stand above"
  made="$aside/${target#"$WEIBO_SENTIMENT_HOME"/}"
  # As old as the build's start, so that what changed meanwhile is built again.
  touch -r "$aside/started" "$made"/*-job.jar
  publish_build "$made" || fail "what was built cannot be moved from '$made' to '$target'"
)

# The job jar comes last: whoever finds it finds the rest.
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

# A lock is a link that names its holder, which no two can make; one whose holder is gone is taken away.
lock_build() {
  local lock="$target/build.lock" host holder told=""
  host="$(hostname)"
  # The shell that waits for this one goes on as long as it does.
  until ln -s "$host:$$" "$lock" 2>/dev/null; do
    holder="$(readlink "$lock" || true)"
    if [[ "${holder%:*}" == "$host" ]] && ! is_alive "${holder##*:}"; then
      rm -f -- "$lock"
    elif [[ -z "$holder" && ! -w "$target" ]]; then
      fail "'$target' cannot be written, and the job jar has to be built"
    else
      [[ -n "$told" ]] || echo "waiting for another build (process ${holder##*:} on ${holder%:*}; if there is none, remove $lock)" >&2
      told=yes
      sleep 1
    fi
  done
  locked="$lock"
}

# Also where it is another user's, whom kill may not ask.
is_alive() {
  kill -0 "$1" 2>/dev/null || [[ -d "/proc/$1" ]] || ps -p "$1" >/dev/null 2>&1
}

# shellcheck disable=SC2031 # called by the build itself
leave_build() {
  [[ -z "$aside" ]] || rm -rf -- "$aside"
  [[ -z "$locked" ]] || rm -f -- "$locked"
}

# Splits a list of words as the shell does: blanks and line ends between words; quotes and backslashes keep them within.
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

# The user's own options for Java; sets more_options.
# shellcheck disable=SC2034
read_java_options() {
  split_words "${WEIBO_SENTIMENT_JAVA_OPTIONS:-}" ||
    fail "WEIBO_SENTIMENT_JAVA_OPTIONS has a quote without its end: $WEIBO_SENTIMENT_JAVA_OPTIONS"
  more_options=(${words[@]+"${words[@]}"})
}

# Java's class path has no way to name a folder with a colon.
require_plain_home() {
  [[ "$WEIBO_SENTIMENT_HOME" != *:* ]] ||
    fail "it is installed in '$WEIBO_SENTIMENT_HOME'; Java's class path cannot hold a colon, move it to another folder"
}
