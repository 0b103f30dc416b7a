#!/usr/bin/env bash
# Runs weibo-sentiment on all cores of this machine. Needs Java 17 or later and, to build, Maven; no Spark.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: submit/local.sh COMMAND [OPTION...]
       submit/local.sh --help | COMMAND --help

Runs a weibo-sentiment command on all cores of this machine. Spark need not be installed.
The first start, and the first after a change of the sources, builds the job jar with Maven.

  submit/local.sh score --config conf/sample.conf
  submit/local.sh check --input 'crawl/*.csv' --preset weibo-crawler --output tables
  submit/local.sh import-model --from my-checkpoint --to my-bundle
  submit/local.sh explain --text '今天天气真好'

Commands: score, check, aggregate, evaluate, fit, sample, sensitivity, report, runs, rollback, erase, store, import-model, train, explain; COMMAND --help lists its options.

Environment
  JAVA_HOME                     the Java to use, 17 or later (default: java on the PATH)
  MAVEN                         the mvn to build with (default: mvn on the PATH)
  WEIBO_SENTIMENT_HEAP          the largest heap, as for -Xmx (default: 4g); the model uses memory outside it
  WEIBO_SENTIMENT_MASTER        Spark's master (default: local[*]); local[4] uses four cores
  WEIBO_SENTIMENT_JAVA_OPTIONS  more options for Java, such as -Dspark.local.dir=/scratch; as in the shell, blanks and line
                                ends separate them, quotes and backslashes keep blanks: '-Dkey="a b" -Xss2m'
  WEIBO_SENTIMENT_CACHE         where unpacked native libraries, models and the archive of classes are kept
                                (default: ~/.cache/weibo-sentiment)
  WEIBO_SENTIMENT_ARCHIVE       'off' to make and use no archive of classes; starts then take some seconds more
  WEIBO_SENTIMENT_NATIVE_JAR    the jar with TensorFlow's native library (default: the one Maven
                                fetched; 'none' with TENSORFLOW_LIBRARY_PATH)
  TENSORFLOW_LIBRARY_PATH       a folder with TensorFlow's native library, used instead of any jar
  WEIBO_SENTIMENT_SPARK         the Spark line to run on, with its Scala (default: 4.1_2.13; also 3.5_2.12, 3.5_2.13,
                                4.0_2.13, 4.2_2.13)
  WEIBO_SENTIMENT_JARS          more jars, separated by colons, such as those of a file system: '/opt/s3a/*'

The exit code is the command's; see docs/operations.md. 3 can also mean: no usable Java or Maven, or a failed build.
HELP
}

fail() {
  echo "submit/local.sh: $1" >&2
  exit 3
}

if [[ $# -eq 0 ]]; then
  usage >&2
  exit 3
fi
case "$1" in
  -h | --help | help)
    usage
    exit 0
    ;;
esac

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
# shellcheck source=submit/archive.sh
source "$WEIBO_SENTIMENT_HOME/submit/archive.sh"
# shellcheck source=submit/input.sh
source "$WEIBO_SENTIMENT_HOME/submit/input.sh"

asks_for_help() {
  local word
  for word in "$@"; do
    case "$word" in
      -h | --help | -V | --version) return 0 ;;
    esac
  done
  return 1
}

# How Java compiles and collects garbage: a short command, or a run on a small input, as in build.sh; a long one otherwise.
read_run_options() {
  local is_long=""
  case "$1" in
    score | aggregate) has_small_input "$@" || is_long=yes ;;
    evaluate | fit | sensitivity | erase | store | import-model | train) is_long=yes ;;
  esac
  if [[ -n "$is_long" ]] && ! asks_for_help "$@"; then
    read_long_run_options
  else
    read_short_run_options
  fi
}

require_plain_home
locate_java
choose_line
was_built=""
if needs_build; then
  require_java_version
  was_built=yes
fi
build_if_needed

provided="$(tr -d '\n' <"$target/classpath/provided.txt")"
shared="$(tr -d '\n' <"$target/classpath/shared.txt")"
IFS=: read -r -a spark_jars <<<"$provided:$shared"
for jar in "${spark_jars[@]}"; do
  [[ -f "$jar" ]] || fail "'$jar' is missing, which target/classpath names: copy Maven's local repository too,
  or remove '$job_jar' to build it again"
done

class_path="$job_jar:$provided:$shared"
for jar in ${native_jars[@]+"${native_jars[@]}"} ${WEIBO_SENTIMENT_JARS:+"$WEIBO_SENTIMENT_JARS"}; do
  class_path+=":$jar"
done
read_java_options
read_run_options "$@"
options=("@$WEIBO_SENTIMENT_HOME/submit/jvm.options" "-Xmx${WEIBO_SENTIMENT_HEAP:-4g}"
  "-Dspark.master=${WEIBO_SENTIMENT_MASTER:-local[*]}" -Dspark.ui.enabled=false
  "${run_options[@]}" ${more_options[@]+"${more_options[@]}"} -cp "$class_path" io.weibosentiment.cli.Main)

# First check that Java starts, so that its failures are not taken for the command's. Then exec, so that signals reach the
# command.
try_java "${options[@]}"
use_archive "$class_path" "$@" || true # whatever goes wrong with it, the command runs
exec "$java" ${archive_options[@]+"${archive_options[@]}"} "${options[@]}" "$@"
