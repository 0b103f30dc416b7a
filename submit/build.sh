# Sourced by the other scripts: finds Java, builds what is missing. Sets java, spark_line, target, job_jar and native_jars.
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
  local version
  version="$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\)[^"]*".*/\1/p' | head -n 1)"
  [[ "$version" =~ ^[0-9]+$ && "$version" -ge 17 ]] ||
    fail "'$java' is Java ${version:-of an unknown version}; 17 or later is needed, set JAVA_HOME to one"
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
  echo "building the job jar for Spark ${spark_line%_*} with $maven (the first time this fetches the libraries and takes minutes)" >&2
  rm -f "$target"/*-job.jar
  "$maven" -q -B -f "$WEIBO_SENTIMENT_HOME/pom.xml" -Dspark="${spark_line%_*}" -Dscala="${spark_line#*_}" \
    -Dmaven.test.skip=true -Djacoco.skip=true -Dspotless.check.skip=true package >&2 || fail "the build failed; its messages stand above"
}
