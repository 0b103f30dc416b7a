# Sourced by the other scripts: finds Java, builds what is missing. Sets java, target, job_jar and native_jars.
# shellcheck shell=bash

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
  local version
  version="$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\)[^"]*".*/\1/p' | head -n 1)"
  [[ "$version" =~ ^[0-9]+$ && "$version" -ge 17 ]] ||
    fail "'$java' is Java ${version:-of an unknown version}; 17 or later is needed, set JAVA_HOME to one"
}

# The newest build is used as long as nothing it was made of has changed since.
build_if_needed() {
  job_jar="$(compgen -G "$target/*-job.jar" || true)"
  if [[ ! -f "$job_jar" || ! -f "$target/classpath/shared.txt" || -n "$(changed_since "$job_jar")" ]]; then
    build
    job_jar="$(compgen -G "$target/*-job.jar")"
  fi
  native_jars=("$target"/native/*.jar)
  if [[ "${WEIBO_SENTIMENT_NATIVE_JAR:-}" == none ]]; then
    native_jars=()
  elif [[ -n "${WEIBO_SENTIMENT_NATIVE_JAR:-}" ]]; then
    [[ -f "$WEIBO_SENTIMENT_NATIVE_JAR" ]] ||
      fail "WEIBO_SENTIMENT_NATIVE_JAR names '$WEIBO_SENTIMENT_NATIVE_JAR', which is not a file"
    native_jars=("$WEIBO_SENTIMENT_NATIVE_JAR")
  fi
}

changed_since() {
  (cd "$WEIBO_SENTIMENT_HOME" && find pom.xml src/main conf/reference.conf conf/log4j2.properties -newer "$1" -print -quit)
}

build() {
  local maven="${MAVEN:-mvn}"
  command -v "$maven" >/dev/null ||
    fail "the job jar has to be built and there is no '$maven'; install Maven 3.8 or later, or set MAVEN to it"
  echo "building the job jar with $maven (the first time this fetches the libraries and takes minutes)" >&2
  rm -f "$target"/*-job.jar
  "$maven" -q -B -f "$WEIBO_SENTIMENT_HOME/pom.xml" -Dmaven.test.skip=true -Djacoco.skip=true -Dspotless.check.skip=true \
    package >&2 || fail "the build failed; its messages stand above"
}
