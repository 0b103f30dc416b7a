#!/usr/bin/env bash
# Runs weibo-sentiment on this machine, on all of its cores. Needs Java 17 or later and, to build, Maven; no Spark.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: submit/local.sh COMMAND [OPTION...]
       submit/local.sh --help | COMMAND --help

Runs a command of weibo-sentiment on this machine, on all of its cores. Spark need not be installed.
The first start builds the job jar with Maven; so does the first start after a change of the sources.

  submit/local.sh score --config conf/sample.conf
  submit/local.sh check --input 'crawl/*.csv' --preset weibo-crawler --output tables
  submit/local.sh import-model --from my-checkpoint --to my-bundle
  submit/local.sh explain --text '今天天气真好'

Commands: score, check, aggregate, runs, rollback, store, import-model, explain; COMMAND --help lists the options of each.

Environment
  JAVA_HOME                     the Java to use, 17 or later (default: java on the PATH)
  MAVEN                         the mvn to build with (default: mvn on the PATH)
  WEIBO_SENTIMENT_HEAP          the largest heap, as for -Xmx (default: 4g); the model lives outside of it
  WEIBO_SENTIMENT_MASTER        Spark's master (default: local[*]); local[4] uses four cores
  WEIBO_SENTIMENT_JAVA_OPTIONS  more options for Java, such as -Dspark.local.dir=/scratch
  WEIBO_SENTIMENT_CACHE         where unpacked native libraries and models are kept
                                (default: ~/.cache/weibo-sentiment)
  WEIBO_SENTIMENT_NATIVE_JAR    the jar with TensorFlow's native library (default: the one Maven
                                brought; 'none' with TENSORFLOW_LIBRARY_PATH)
  TENSORFLOW_LIBRARY_PATH       a folder with TensorFlow's native library, used before any jar
  WEIBO_SENTIMENT_SPARK         the line of Spark to run on, and its Scala (default: 4.1_2.13; also 3.5_2.12, 3.5_2.13,
                                4.0_2.13, 4.2_2.13)
  WEIBO_SENTIMENT_JARS          more jars, separated by colons, such as a file system's: '/opt/s3a/*'

The exit code is the command's; see docs/operations.md. 3 also: there is no usable Java or Maven, or the build failed.
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

WEIBO_SENTIMENT_HOME="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export WEIBO_SENTIMENT_HOME
# shellcheck source=submit/build.sh
source "$WEIBO_SENTIMENT_HOME/submit/build.sh"

find_java
build_if_needed

mapfile -d : -t spark_jars < <(cat "$target/classpath/provided.txt" <(printf ':') "$target/classpath/shared.txt" | tr -d '\n')
class_path="$job_jar$(printf ':%s' "${spark_jars[@]}" "${native_jars[@]}")${WEIBO_SENTIMENT_JARS:+:$WEIBO_SENTIMENT_JARS}"

read -r -a more_options <<<"${WEIBO_SENTIMENT_JAVA_OPTIONS:-}"
exec "$java" "@$WEIBO_SENTIMENT_HOME/submit/jvm.options" "-Xmx${WEIBO_SENTIMENT_HEAP:-4g}" \
  "-Dspark.master=${WEIBO_SENTIMENT_MASTER:-local[*]}" -Dspark.ui.enabled=false \
  "${more_options[@]}" -cp "$class_path" io.weibosentiment.cli.Main "$@"
