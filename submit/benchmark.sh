#!/usr/bin/env bash
# Measures weibo-sentiment on this machine: the real job, and the usual ways to score the same texts.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: submit/benchmark.sh [OPTION...]
       submit/benchmark.sh --jmh [JMH-OPTION...]
       submit/benchmark.sh --help

Runs the real job on all cores of this machine and prints one table of results; docs/performance.md explains the
figures. With --jmh it measures the parts instead: the cleaner, the tokenizer, the batch planner, the engine.
The first start, and the first after a change of the sources, builds with Maven and fetches JMH, ONNX Runtime and DuckDB.

Environment: as for submit/local.sh (JAVA_HOME, MAVEN, WEIBO_SENTIMENT_HEAP, …_MASTER, …_JAVA_OPTIONS, …_CACHE).
HELP
}

fail() {
  echo "submit/benchmark.sh: $1" >&2
  exit 3
}

# This script's own folder, even if it was started through a symbolic link.
script="${BASH_SOURCE[0]}"
while [[ -L "$script" ]]; do
  link="$(readlink "$script")"
  [[ "$link" == /* ]] || link="$(dirname "$script")/$link"
  script="$link"
done
WEIBO_SENTIMENT_HOME="$(unset CDPATH && cd -P -- "$(dirname "$script")/.." && pwd)"
export WEIBO_SENTIMENT_HOME
# shellcheck source=submit/build.sh
source "$WEIBO_SENTIMENT_HOME/submit/build.sh"

built="$target/benchmark"

build_benchmark_if_needed() {
  local stamp="$built/classpath/runtime.txt"
  if [[ -f "$stamp" && -z "$(cd -- "$WEIBO_SENTIMENT_HOME" &&
    find pom.xml src/main src/jmh conf/reference.conf conf/log4j2.properties -newer "$stamp" -print -quit)" ]]; then
    return
  fi
  require_maven 'the benchmark'
  echo "building the benchmark with $maven" >&2
  rm -f "$stamp"
  "$maven" -q -B -f "$WEIBO_SENTIMENT_HOME/pom.xml" -Pbenchmark -Djacoco.skip=true -Dspotless.check.skip=true \
    process-classes >&2 || fail "the build failed; see its messages above"
  touch "$stamp"
}

require_plain_home
find_java
build_benchmark_if_needed
class_path="$built/classes:$(cat "$built/classpath/compile.txt"):$(cat "$built/classpath/runtime.txt")"
read_java_options
java_options=("@$WEIBO_SENTIMENT_HOME/submit/jvm.options" "-Xmx${WEIBO_SENTIMENT_HEAP:-4g}"
  "-Dlog4j2.configurationFile=$WEIBO_SENTIMENT_HOME/conf/log4j2.properties"
  "-Dspark.master=${WEIBO_SENTIMENT_MASTER:-local[*]}" -Dspark.ui.enabled=false ${more_options[@]+"${more_options[@]}"}
  -cp "$class_path")

if [[ "${1:-}" == --jmh ]]; then
  shift
  try_java "${java_options[@]}" org.openjdk.jmh.Main
  exec "$java" "${java_options[@]}" org.openjdk.jmh.Main "$@"
fi
if [[ "${1:-}" == --help || "${1:-}" == -h ]]; then
  usage
  echo
fi
read_long_run_options # those of submit/local.sh, as what is measured is its job
java_options=("${run_options[@]}" "${java_options[@]}")
try_java "${java_options[@]}" io.weibosentiment.benchmark.Benchmark
exec "$java" "${java_options[@]}" io.weibosentiment.benchmark.Benchmark "$@"
