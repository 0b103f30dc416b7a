#!/usr/bin/env bash
# Runs weibo-sentiment on a Spark cluster with the cluster's own spark-submit.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: submit/cluster.sh COMMAND [OPTION...]
       submit/cluster.sh SPARK-SUBMIT-OPTION... -- COMMAND [OPTION...]
       submit/cluster.sh --help

Runs a command of weibo-sentiment with $SPARK_HOME/bin/spark-submit (Spark 3.5, 4.0, 4.1 or 4.2), in the build for that Spark.
Without spark-submit options, the cluster's spark-defaults.conf says where the job runs.

  standalone   submit/cluster.sh --master spark://host:7077 -- score --input hdfs:///weibo/2023 --output hdfs:///out
  YARN         submit/cluster.sh --master yarn --num-executors 20 --executor-cores 4 -- score …
  Kubernetes   submit/cluster.sh --master k8s://https://host:6443 --deploy-mode cluster \
                 --conf spark.kubernetes.container.image=IMAGE \
                 --conf spark.kubernetes.file.upload.path=hdfs:///spark-upload -- score …
  GPUs         submit/cluster.sh --conf spark.executor.resource.gpu.amount=1 --conf spark.task.resource.gpu.amount=0.25 \
                 --conf spark.executor.resource.gpu.discoveryScript=/opt/weibo-sentiment/submit/gpu-discovery.sh \
                 -- score --device gpu …

With check in place of score, every problem that a run would meet is told at once and nothing is scored.

What is set unless your options say otherwise:
  driver 4g and 2g of overhead; executors 4g and 4g of overhead (TensorFlow's memory lies outside of the heap);
  --jars with TensorFlow's native library; no telemetry and no downloads, in driver and executors.

Environment
  SPARK_HOME                  the Spark distribution (required)
  WEIBO_SENTIMENT_NATIVE_JAR  the jar with TensorFlow's native library, such as DJL's for CUDA; 'none' where
                              TENSORFLOW_LIBRARY_PATH is set on every host (default: the CPU library that Maven brought)
  WEIBO_SENTIMENT_CACHE       where every host keeps unpacked native libraries and models; passed on to the executors
  LOG4J_CONFIGURATION_FILE    what the driver logs (default: conf/log4j2.properties, warnings)
  TENSORFLOW_LIBRARY_PATH     a folder with TensorFlow's native library on every host; passed on to the executors
  WEIBO_SENTIMENT_SPARK       the line of Spark and its Scala to run the build for, such as 3.5_2.12, where the jars in SPARK_HOME
                              do not tell
  JAVA_HOME, MAVEN            to build the job jar where it is missing or older than the sources

The exit code is the command's in client mode; see docs/operations.md. 3 also: there is no usable Spark, Java or Maven, or
the build failed.
HELP
}

fail() {
  echo "submit/cluster.sh: $1" >&2
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

submit_options=()
if [[ "$1" == -* ]]; then
  while [[ $# -gt 0 && "$1" != -- ]]; do
    submit_options+=("$1")
    shift
  done
  [[ $# -gt 1 ]] || fail "options of spark-submit end with --, and then comes the command: --master spark://host:7077 -- score …"
  shift
fi

[[ -n "${SPARK_HOME:-}" ]] || fail "SPARK_HOME is not set; set it to a distribution of Spark, or use submit/local.sh, which needs none"
spark_submit="$SPARK_HOME/bin/spark-submit"
[[ -x "$spark_submit" ]] || fail "SPARK_HOME is '$SPARK_HOME', but there is no $spark_submit"

WEIBO_SENTIMENT_HOME="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export WEIBO_SENTIMENT_HOME
# shellcheck source=submit/build.sh
source "$WEIBO_SENTIMENT_HOME/submit/build.sh"

# The line of Spark in SPARK_HOME, by the name of a jar: spark-core_2.12-3.5.8.jar.
find_spark_line() {
  local core
  core="$(compgen -G "$SPARK_HOME/jars/spark-core_*.jar" | head -n 1 || true)"
  [[ "$core" =~ /spark-core_([0-9]+\.[0-9]+)-([0-9]+\.[0-9]+)[.-][^/]*$ ]] ||
    fail "SPARK_HOME is '$SPARK_HOME', but no $SPARK_HOME/jars/spark-core_*.jar tells its version; set WEIBO_SENTIMENT_SPARK to it, one of ${spark_lines[*]}"
  spark_line="${BASH_REMATCH[2]}_${BASH_REMATCH[1]}"
}

[[ -n "${WEIBO_SENTIMENT_SPARK:-}" ]] || find_spark_line
choose_line
find_java
build_if_needed
# What the driver logs before the job has started.
export LOG4J_CONFIGURATION_FILE="${LOG4J_CONFIGURATION_FILE:-$WEIBO_SENTIMENT_HOME/conf/log4j2.properties}"

options=(
  --class io.weibosentiment.cli.Main
  --name weibo-sentiment
  --driver-memory 4g
  --executor-memory 4g
  --conf spark.driver.memoryOverhead=2g
  --conf spark.executor.memoryOverhead=4g
  # A GPU's memory is taken as it is needed, not whole.
  --conf spark.executorEnv.TF_FORCE_GPU_ALLOW_GROWTH=true
)

# Hands an environment variable to the executors and, where the driver runs on the cluster, to the driver.
pass_on() {
  options+=(
    --conf "spark.executorEnv.$1=$2"
    --conf "spark.yarn.appMasterEnv.$1=$2"
    --conf "spark.kubernetes.driverEnv.$1=$2"
  )
  export "$1=$2"
}

pass_on DJL_OFFLINE true
pass_on OPT_OUT_TRACKING true
pass_on TF_CPP_MIN_LOG_LEVEL "$TF_CPP_MIN_LOG_LEVEL"
for name in WEIBO_SENTIMENT_CACHE TENSORFLOW_LIBRARY_PATH; do
  if [[ -n "${!name:-}" ]]; then
    pass_on "$name" "${!name}"
  fi
done

if [[ ${#native_jars[@]} -gt 0 ]]; then
  options+=(--jars "$(IFS=, && echo "${native_jars[*]}")")
fi

exec "$spark_submit" "${options[@]}" "${submit_options[@]}" "$job_jar" "$@"
