#!/usr/bin/env bash
# Runs weibo-sentiment on a Spark cluster with the cluster's own spark-submit.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: submit/cluster.sh COMMAND [OPTION...]
       submit/cluster.sh SPARK-SUBMIT-OPTION... -- COMMAND [OPTION...]
       submit/cluster.sh --help

Runs a weibo-sentiment command with $SPARK_HOME/bin/spark-submit (Spark 3.5, 4.0, 4.1 or 4.2), in the build for that Spark.
Without spark-submit options, the cluster's spark-defaults.conf decides where the job runs.

  standalone   submit/cluster.sh --master spark://host:7077 -- score --input hdfs:///weibo/2023 --output hdfs:///out
  YARN         submit/cluster.sh --master yarn --num-executors 20 --executor-cores 4 -- score …
  Kubernetes   submit/cluster.sh --master k8s://https://host:6443 --deploy-mode cluster \
                 --conf spark.kubernetes.container.image=IMAGE \
                 --conf spark.kubernetes.file.upload.path=hdfs:///spark-upload -- score …
  GPUs         submit/cluster.sh --conf spark.executor.resource.gpu.amount=1 --conf spark.task.resource.gpu.amount=0.25 \
                 --conf spark.executor.resource.gpu.discoveryScript=/opt/weibo-sentiment/submit/gpu-discovery.sh \
                 -- score --device gpu …

With check instead of score, every problem that a run would meet is reported at once, and nothing is scored.

Defaults, which your options, --properties-file and spark-defaults.conf override:
  driver 4g and 2g of overhead; executors 4g and 4g of overhead (TensorFlow uses memory outside the heap);
  no telemetry and no downloads, in driver and executors. TensorFlow's native library is added to your --jars.

The command and its configuration are checked before anything is submitted. With --deploy-mode cluster on YARN and
Kubernetes the local files that it names (--config, the key file, the texts of explain) are sent along.

Environment
  SPARK_HOME                  the Spark distribution (required)
  WEIBO_SENTIMENT_NATIVE_JAR  the jar with TensorFlow's native library, such as DJL's for CUDA; 'none' if
                              TENSORFLOW_LIBRARY_PATH is set on every host (default: the CPU library that Maven fetched)
  WEIBO_SENTIMENT_CACHE       the folder on every host for unpacked native libraries and models; passed to the executors
  LOG4J_CONFIGURATION_FILE    the logging configuration on this host (default: conf/log4j2.properties, warnings)
  TENSORFLOW_LIBRARY_PATH     a folder on every host with TensorFlow's native library; passed to the executors
  WEIBO_SENTIMENT_SPARK       the Spark line and its Scala to build for, such as 3.5_2.12, if the jars in SPARK_HOME do
                              not tell
  JAVA_HOME, MAVEN            to build the job jar if it is missing or older than the sources

In client mode the exit code is the command's; see docs/operations.md. 3 can also mean: no usable Spark, Java or Maven, or
a failed build. 4 can also mean: spark-submit or the driver on the cluster failed. In client mode SIGTERM reaches the driver.
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
  [[ $# -gt 1 ]] || fail "end the options of spark-submit with --, followed by the command: --master spark://host:7077 -- score …"
  shift
fi

[[ -n "${SPARK_HOME:-}" ]] || fail "SPARK_HOME is not set; set it to a Spark distribution, or use submit/local.sh, which needs none"
spark_submit="$SPARK_HOME/bin/spark-submit"
[[ -x "$spark_submit" ]] || fail "SPARK_HOME is '$SPARK_HOME', but there is no $spark_submit"

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

# The Spark line in SPARK_HOME, from the name of a jar: spark-core_2.12-3.5.8.jar.
find_spark_line() {
  local jar
  for jar in "$SPARK_HOME"/jars/spark-core_*.jar; do
    if [[ "$jar" =~ /spark-core_([0-9]+\.[0-9]+)-([0-9]+\.[0-9]+)[.-][^/]*$ ]]; then
      spark_line="${BASH_REMATCH[2]}_${BASH_REMATCH[1]}"
      return
    fi
  done
  fail "SPARK_HOME is '$SPARK_HOME', but there is no $SPARK_HOME/jars/spark-core_*.jar to tell its version; set WEIBO_SENTIMENT_SPARK to one of ${spark_lines[*]}"
}

require_plain_home
[[ "$SPARK_HOME" != *:* ]] || fail "SPARK_HOME is '$SPARK_HOME', but Java's class path cannot contain a colon; move it to another folder"
[[ -n "${WEIBO_SENTIMENT_SPARK:-}" ]] || find_spark_line
choose_line
locate_java
if needs_build; then
  require_java_version
fi
build_if_needed

export DJL_OFFLINE=true OPT_OUT_TRACKING=true
folder="$(mktemp -d "${TMPDIR:-/tmp}/weibo-sentiment.XXXXXX")" || fail "no temporary folder can be created; set TMPDIR to a writable folder"
trap 'rm -rf -- "$folder"' EXIT

# Checks the command as the driver would, and reads what the options before -- and Spark's files have set already.
check_command() (
  set +eu
  if [[ -f "$SPARK_HOME/bin/load-spark-env.sh" ]]; then
    # shellcheck disable=SC1091 # Spark's own: it reads conf/spark-env.sh
    source "$SPARK_HOME/bin/load-spark-env.sh"
  fi
  read_given_options
  read_short_run_options
  exec "$java" "${run_options[@]}" \
    -cp "$job_jar:$SPARK_HOME/jars/*${SPARK_DIST_CLASSPATH:+:$SPARK_DIST_CLASSPATH}" \
    io.weibosentiment.cli.Submission "$folder" "$job_jar" "${native_jars[@]}" -- "${submit_options[@]}" -- "$@"
)

code=0
check_command "$@" || code=$?
case $code in
  0) [[ -f "$folder/plan" ]] || exit 0 ;; # the command asked for help
  1 | 12[67] | 134)
    require_java_version # an older one cannot load the job jar
    fail "Java failed before anything was submitted (exit code $code); see its messages above.
  Is SPARK_HOME ('$SPARK_HOME') a complete Spark distribution?"
    ;;
  *) exit "$code" ;;
esac
arguments=()
while IFS= read -r -d '' word; do
  arguments+=("$word")
done <"$folder/plan"
deploy_mode="${arguments[0]}"
manager="${arguments[1]}"
arguments=("${arguments[@]:2}")

# Logging of spark-submit, and of the driver before the job has started. A copy, because Log4j allows no blanks in the
# path.
if [[ -z "${LOG4J_CONFIGURATION_FILE:-}" ]]; then
  export LOG4J_CONFIGURATION_FILE="$folder/log4j2.properties"
  cp "$WEIBO_SENTIMENT_HOME/conf/log4j2.properties" "$LOG4J_CONFIGURATION_FILE"
  if [[ "$deploy_mode" == cluster ]]; then # shows the application's id and state
    printf '\nlogger.yarn.name = org.apache.spark.deploy.yarn.Client\nlogger.yarn.level = info\n' >>"$LOG4J_CONFIGURATION_FILE"
    printf 'logger.k8s.name = org.apache.spark.deploy.k8s.submit\nlogger.k8s.level = info\n' >>"$LOG4J_CONFIGURATION_FILE"
    printf 'logger.standalone.name = org.apache.spark.deploy.ClientEndpoint\nlogger.standalone.level = info\n' >>"$LOG4J_CONFIGURATION_FILE"
  fi
fi

# spark-submit is a separate shell job, so that a signal reaches it once: from here, not also from the terminal.
set -m
tee_process=""
if [[ "$deploy_mode" == cluster ]]; then
  mkfifo "$folder/stderr"
  tee "$folder/messages" <"$folder/stderr" >&2 &
  tee_process=$!
  "$spark_submit" "${arguments[@]}" </dev/null 2>"$folder/stderr" &
else
  "$spark_submit" "${arguments[@]}" </dev/null &
fi
process=$!
set +m
signalled=""
for signal in HUP INT QUIT TERM; do
  # shellcheck disable=SC2064 # expand the signal's name now
  trap "signalled=yes; kill -$signal $process 2>/dev/null || true" "$signal"
done

# wait returns early when a signal comes, and fails for a process that has already been waited for.
code=0
while true; do
  signalled=""
  latest=0
  wait "$process" || latest=$?
  [[ $latest -eq 127 && $code -ne 0 ]] || code=$latest
  [[ -n "$signalled" ]] || break
done
[[ -z "$tee_process" ]] || wait "$tee_process" || true

# On a standalone cluster, spark-submit ends with 0 even if the driver it waited for failed.
if [[ "$deploy_mode" == cluster && $code -eq 0 ]] &&
  grep -qE 'State of driver .* is (FAILED|ERROR|KILLED)' "$folder/messages"; then
  code=1
fi
if [[ "$deploy_mode" == cluster && $code -ne 0 && $code -lt 128 ]]; then
  application="$(sed -n 's/.*\(application_[0-9][0-9]*_[0-9][0-9]*\).*/\1/p' "$folder/messages" | tail -n 1)"
  # The driver's own code, if YARN reports its last message.
  driver_code="$(sed -n -e 's/.*diagnostics[a-z ]*: exit code \([2-7]\): .*/\1/p' \
    -e 's/.*CommandFailedException: exit code \([2-7]\): .*/\1/p' "$folder/messages" | tail -n 1)"
  [[ "$driver_code" == [2-7] ]] && code="$driver_code" || code=4
  echo "submit/cluster.sh: the driver on the cluster failed or never started (exit code $code)" >&2
  if [[ "$manager" == yarn && -n "$application" ]]; then
    echo "submit/cluster.sh: its log: yarn logs -applicationId $application" >&2
  fi
  exit "$code"
fi
case $code in
  0 | [2-7] | 12[89] | 1[3-9][0-9] | 2[0-9][0-9]) exit "$code" ;;
  126 | 127) fail "'$spark_submit' cannot be run (exit code $code)" ;;
  *)
    echo "submit/cluster.sh: spark-submit ended with $code before the command reported a result; see its messages above" >&2
    exit 4
    ;;
esac
