#!/usr/bin/env bash
# Runs weibo-sentiment on a real YARN, injects faults, and checks every outcome.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: src/test/drills/yarn.sh [STEP...]
       src/test/drills/yarn.sh --help

Runs the job on the YARN and the file system that HADOOP_CONF_DIR names, with the Spark of SPARK_HOME, and prints a line
for each outcome: "ok …" or "FAILED …". The exit code is 0 if all were ok, 1 if not, 3 if it could not start.

Steps, in this order; all of them unless some are named:
  client       check, score and a second score in client mode: nothing is scored twice, the application has SUCCEEDED
  cluster      the same in cluster mode, with one attempt; a new option ends it with 5 and as FAILED, published
  mistake      an unknown preset in cluster mode: one attempt, and the submitter sees the message
  memory       executors with too little memory beside the heap: the node manager kills them, the run says what to set
  executor     an executor is killed while it works: the same tables
  master       the application master is killed while it scores: a second attempt continues at once, one run is published
  dynamic      executors that come and go (spark.dynamicAllocation): the same tables
  decommission the same with spark.decommission.enabled
Each step needs about 4 GB and 2 cores of the cluster and takes some minutes.

Environment
  SPARK_HOME       a Spark distribution with YARN (required)
  HADOOP_CONF_DIR  core-site.xml and yarn-site.xml of the cluster (required)
  DRILL_FOLDER     a folder for the drill's files on the cluster's file system (default: /tmp/weibo-sentiment-drill-PID);
                   it is deleted at the end
  DRILL_OPTIONS    more options for spark-submit, such as --queue test; WEIBO_SENTIMENT_CACHE as for submit/cluster.sh
HELP
}

here="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
failures=0

ok() { printf 'ok      %s\n' "$1"; }

failed() {
  printf 'FAILED  %s\n' "$1"
  failures=$((failures + 1))
}

# that WHAT COMMAND...: the outcome WHAT is that COMMAND succeeds.
that() {
  local what="$1"
  shift
  if "$@" >/dev/null 2>&1; then ok "$what"; else failed "$what"; fi
}

fs() { "$SPARK_HOME/bin/spark-class" org.apache.hadoop.fs.FsShell "$@" 2>/dev/null; }

yarn() { "$SPARK_HOME/bin/spark-class" org.apache.hadoop.yarn.client.cli.ApplicationCLI "$@" 2>/dev/null; }

# submit NAME SPARK-OPTION... -- COMMAND...: leaves what it prints in $logs/NAME and its exit code in $code.
submit() {
  name="drill-$$-$1"
  log="$logs/$1"
  shift
  code=0
  # shellcheck disable=SC2086 # several options
  "$here/submit/cluster.sh" --master yarn --name "$name" --num-executors 1 --executor-cores 1 --executor-memory 1g \
    --driver-memory 1g --conf spark.executor.memoryOverhead=1900m --conf spark.driver.memoryOverhead=600m \
    --conf "spark.yarn.jars=$folder/spark/*.jar" ${DRILL_OPTIONS:-} "$@" >"$log" 2>&1 || code=$?
}

# sample CONFIG OUTPUT: the command; a driver on the cluster finds a configuration without its folder, where --files put it.
sample() { printf '%s\n' score --config "$1" --input "$folder/sample" --output "$folder/$2"; }

# crawl OUTPUT: the command that scores a crawl in some waves.
crawl() {
  printf '%s\n' score --input "$folder/crawl.jsonl" --output "$folder/$1" --set scoring.wave-texts=300
  local column
  for column in blogger-id=blogger post-id=post comment-id=id user-id=user text=text comment-time=time; do
    printf '%s\n' --set "input.columns.$column"
  done
}

application() { yarn application -list -appStates ALL | awk -v name="$name" 'index($0, name) { print $1 }'; }

# is_state STATE: how YARN says that the application ended.
is_state() { yarn application -status "$(application)" | grep -q "Final-State : $1"; }

attempts() { yarn applicationattempt -list "$(application)" | grep -c '^appattempt_'; }

has_attempts() { [[ "$(attempts)" -eq "$1" ]]; }

ends_with() { [[ "$code" -eq "$1" ]]; }

says() { grep -qE -- "$1" "$log"; }

says_not() { ! grep -qE -- "$1" "$log"; }

# manifest OUTPUT PATTERN
manifest() { fs -cat "$folder/$1/manifest.json" | tr -d ' \n' | grep -q -- "$2"; }

runs() { fs -ls "$folder/$1/runs" | grep -c /runs/; }

# Whether nothing but whole runs is left, one of them if not said otherwise.
is_tidy() {
  [[ "$(runs "$1")" -eq "${2:-1}" ]] && ! fs -test -e "$folder/$1/_staging" && ! fs -test -e "$folder/$1/_lease.json"
}

is_not_there() { ! fs -test -e "$folder/$1/manifest.json"; }

# Waits until the run has kept a wave, or has ended.
await_wave() {
  local output="$1" pid="$2"
  while kill -0 "$pid" 2>/dev/null; do
    if fs -ls "$folder/$output/store/*/*" | grep -q 'wave='; then return; fi
    sleep 2
  done
}

step_client() {
  local run
  mapfile -t run < <(sample "$here/conf/sample.conf" client)
  submit check -- check "${run[@]:1}" --within 300
  that 'client: check finds no problem' ends_with 0
  submit client-1 -- "${run[@]}"
  that 'client: score ends with 0' ends_with 0
  that 'client: YARN calls it SUCCEEDED' is_state SUCCEEDED
  that 'client: 291 comments are kept, 5 rows are rejected' manifest client '"kept":291,"duplicates":13,"rejected":5'
  that 'client: no warning that nobody can do anything about' says_not 'WARN (Utils|NativeCodeLoader|SparkStringUtils)'
  submit client-2 -- "${run[@]}"
  that 'client: the second run ends with 0' ends_with 0
  that 'client: the second run scores nothing again' says '274 scored before, 0 scored now'
  submit client-3 -- "${run[@]}" --set output.nonsense=1
  that 'client: a mistake ends with 3' ends_with 3
}

step_cluster() {
  local run
  mapfile -t run < <(sample sample.conf cluster)
  submit cluster-1 --deploy-mode cluster --files "$here/conf/sample.conf" -- "${run[@]}"
  that 'cluster: score ends with 0' ends_with 0
  that 'cluster: YARN calls it SUCCEEDED' is_state SUCCEEDED
  that 'cluster: one attempt was enough' has_attempts 1
  that 'cluster: 291 comments are kept, 5 rows are rejected' manifest cluster '"kept":291,"duplicates":13,"rejected":5'
  submit cluster-2 --deploy-mode cluster --files "$here/conf/sample.conf" -- "${run[@]}" --fail-on-rejected
  that 'cluster: rejected rows end it with another code than 0 if asked for' test "$code" -ne 0
  that 'cluster: the submitter reads why' says 'diagnostics message: exit code 5: done and published'
  that 'cluster: YARN calls it FAILED' is_state FAILED
  that 'cluster: and does not try again' has_attempts 1
  that 'cluster: the second run scored nothing again' manifest cluster '"new_texts":0,"reused_texts":274'
  that 'cluster: both runs are published' is_tidy cluster 2
}

step_mistake() {
  submit mistake --deploy-mode cluster -- score --input "$folder/sample" --preset nonsense --output "$folder/mistake"
  that 'mistake: ends with another code than 0' test "$code" -ne 0
  that 'mistake: the submitter reads what is wrong' says "exit code 3: .*input.preset: found 'nonsense'; expected"
  that 'mistake: and where the log is' says 'yarn logs -applicationId application_'
  that 'mistake: YARN calls it FAILED' is_state FAILED
  that 'mistake: it is not tried again' has_attempts 1
  submit mistake-2 --deploy-mode cluster -- score --input "$folder/no-such-*" --preset weibo-crawler \
    --output "$folder/mistake"
  that 'mistake: an input that is not there is not tried again either' has_attempts 1
  that 'mistake: it is named' says "exit code 3: .*no-such-"
  that 'mistake: nothing is published' is_not_there mistake
}

step_memory() {
  local run
  mapfile -t run < <(crawl memory)
  # A container of 2 GB of which the heap in use leaves too little for the model; then, for the executor to start.
  local heap
  for heap in 1700m 2000m; do
    submit "memory-$heap" --executor-memory 2000m --conf spark.executor.memoryOverhead=48m \
      --conf "spark.executor.extraJavaOptions=-Xms$heap -XX:+AlwaysPreTouch" -- "${run[@]}"
    that "memory: with $heap the run ends with 4" ends_with 4
    that "memory: with $heap it says how many executors were lost and what to set" \
      says 'executors? w(as|ere) lost.*memory limits.*--conf spark.executor.memoryOverhead='
    that "memory: with $heap nothing is published" is_not_there memory
    that "memory: with $heap YARN calls it FAILED" is_state FAILED
  done
}

step_executor() {
  local run id container
  mapfile -t run < <(crawl executor)
  submit executor -- "${run[@]}" &
  local pid=$!
  name="drill-$$-executor" log="$logs/executor"
  await_wave executor "$pid"
  id="$(application)"
  # In client mode the first container is the application master's, the last one an executor's.
  container="$(yarn container -list "$(yarn applicationattempt -list "$id" | awk '/^appattempt_/ { print $1 }')" |
    awk '/^container_/ { print $1 }' | sort | tail -1)"
  that "executor: $container is killed" yarn container -signal "$container" FORCEFUL_SHUTDOWN
  wait "$pid" || true
  that 'executor: the run is done' says '^done '
  that 'executor: every comment is kept' manifest executor '"kept":3000,'
  that 'executor: one whole run is left' is_tidy executor
}

step_master() {
  local run container
  mapfile -t run < <(crawl master)
  submit master --deploy-mode cluster -- "${run[@]}" &
  local pid=$!
  name="drill-$$-master" log="$logs/master"
  await_wave master "$pid"
  container="$(yarn applicationattempt -list "$(application)" | awk '/^appattempt_/ { print $3 }')"
  that "master: $container is killed" yarn container -signal "$container" FORCEFUL_SHUTDOWN
  wait "$pid" || true
  that 'master: YARN calls it SUCCEEDED' is_state SUCCEEDED
  that 'master: it took two attempts' has_attempts 2
  that 'master: every comment is kept' manifest master '"kept":3000,'
  that 'master: what the first attempt had scored is reused' manifest master '"reused_texts":[1-9]'
  that 'master: one whole run is left, and no lease' is_tidy master
}

# with_executors STEP SPARK-OPTION...: executors come when there is work and go when there is none.
with_executors() {
  local step="$1" run
  shift
  mapfile -t run < <(crawl "$step")
  fs -mkdir -p "$folder/events-$step"
  submit "$step" --conf spark.dynamicAllocation.enabled=true --conf spark.dynamicAllocation.shuffleTracking.enabled=true \
    --conf spark.dynamicAllocation.minExecutors=0 --conf spark.dynamicAllocation.initialExecutors=0 \
    --conf spark.dynamicAllocation.maxExecutors=2 --conf spark.dynamicAllocation.executorIdleTimeout=1s \
    --conf spark.dynamicAllocation.shuffleTracking.timeout=2s --conf spark.eventLog.enabled=true \
    --conf spark.eventLog.compress=false --conf "spark.eventLog.dir=$folder/events-$step" "$@" -- "${run[@]}"
  that "$step: the run ends with 0" ends_with 0
  that "$step: every comment is kept" manifest "$step" '"kept":3000,'
  that "$step: one whole run is left" is_tidy "$step"
  fs -cat "$folder/events-$step/*" "$folder/events-$step/*/*" >"$logs/$step-events" || true
  that "$step: executors came and went ($(events "$step" Added) and $(events "$step" Removed))" \
    test "$(events "$step" Removed)" -gt 0
}

events() { grep -c "SparkListenerExecutor$2\"" "$logs/$1-events" || true; }

step_dynamic() { with_executors dynamic; }

step_decommission() {
  with_executors decommission --conf spark.decommission.enabled=true --conf spark.storage.decommission.enabled=true \
    --conf spark.storage.decommission.shuffleBlocks.enabled=true --conf spark.storage.decommission.rddBlocks.enabled=true
  that 'decommission: executors were decommissioned' grep -qi 'decommission' "$logs/decommission-events"
}

all_steps=(client cluster mistake memory executor master dynamic decommission)
case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
esac
for variable in SPARK_HOME HADOOP_CONF_DIR; do
  if [[ -z "${!variable:-}" ]]; then
    echo "$0: $variable is not set; see --help" >&2
    exit 3
  fi
done
steps=("$@")
[[ $# -gt 0 ]] || steps=("${all_steps[@]}")
for step in "${steps[@]}"; do
  if [[ " ${all_steps[*]} " != *" $step "* ]]; then
    echo "$0: there is no step '$step'; there are ${all_steps[*]}" >&2
    exit 3
  fi
done

logs="$(mktemp -d)"
# With its file system, as Spark takes a path without for one of this machine.
files="$(fs -df / | awk 'NR == 2 { print $1 }')" || { echo "$0: the file system that $HADOOP_CONF_DIR names does not answer" >&2; exit 3; }
folder="$files${DRILL_FOLDER:-/tmp/weibo-sentiment-drill-$$}"
fs -mkdir -p "$folder" || { echo "$0: $folder cannot be made" >&2; exit 3; }
trap 'fs -rm -r -skipTrash "$folder" >/dev/null || true' EXIT
fs -put "$here/conf/sample" "$folder/sample"
fs -mkdir "$folder/spark"
fs -put "$SPARK_HOME"/jars/*.jar "$folder/spark/"
awk 'BEGIN { for (i = 0; i < 3000; i++)
  printf "{\"blogger\":\"b\",\"post\":\"p%d\",\"id\":\"%d\",\"user\":\"u%d\",\"text\":\"今天真好%d\",\"time\":\"2025-03-04 10:%02d:%02d\"}\n",
    i % 5, i, i, i % 1500, i / 60 % 60, i % 60 }' >"$logs/crawl.jsonl"
fs -put "$logs/crawl.jsonl" "$folder/"

for step in "${steps[@]}"; do
  printf '== %s (%s)\n' "$step" "$(date +%H:%M:%S)"
  "step_$step"
done
if [[ "$failures" -gt 0 ]]; then
  echo "$failures failed; what the commands printed is in $logs"
  exit 1
fi
rm -rf "$logs"
echo 'all ok'
