#!/usr/bin/env bash
# Runs the job on stock Spark distributions, one after another, and compares their tables.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: src/test/drills/spark-lines.sh SPARK_HOME...

For each distribution, builds the job jar for its line, starts a master and a worker on this machine, and in client mode
runs check, score and score again on the bundled sample (274 texts scored, then none), then score with the scores that the
previous distribution kept (none scored: kept scores survive a change of the cluster's Spark). In the end all tables must be
equal to the bit, read with DuckDB, and a job jar of one line must refuse the Spark of another with exit code 3.

Use distributions from spark.apache.org, or PyPI's pyspark, which contains one: pip install --target DIR pyspark==3.5.8,
then DIR/pyspark. Needs what submit/cluster.sh needs, 4 GB of memory, and some three minutes per distribution. Outputs and
logs are in target/spark-lines. The exit code is 0 if everything was as expected, else 1.

Environment: as for submit/cluster.sh.
HELP
}

if [[ $# -eq 0 || "$1" == -h || "$1" == --help ]]; then
  usage
  [[ $# -gt 0 ]] && exit 0
  exit 3
fi

cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
folder="$PWD/target/spark-lines"
sample=(--config conf/sample.conf)
rm -rf "$folder"
mkdir -p "$folder"
processes=()

stop_cluster() {
  if [[ ${#processes[@]} -gt 0 ]]; then
    kill "${processes[@]}" 2>/dev/null || true
    wait "${processes[@]}" 2>/dev/null || true
  fi
  processes=()
}
trap stop_cluster EXIT

fail() {
  echo "spark-lines.sh: $1" >&2
  exit 1
}

await() { # FILE PATTERN
  for _ in {1..60}; do
    grep -q "$2" "$1" && return
    sleep 1
  done
  fail "found no '$2' in $1 within a minute"
}

# Starts the distribution's master and a worker; sets master.
start_cluster() {
  local log="$folder/$name"
  touch "$log-master.log" "$log-worker.log"
  SPARK_LOCAL_IP=127.0.0.1 "$SPARK_HOME/bin/spark-class" org.apache.spark.deploy.master.Master \
    --host 127.0.0.1 --port 0 --webui-port 0 >"$log-master.log" 2>&1 &
  processes+=($!)
  await "$log-master.log" 'Starting Spark master at spark://'
  master="$(sed -n 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p' "$log-master.log")"
  SPARK_LOCAL_IP=127.0.0.1 SPARK_WORKER_DIR="$folder/work" "$SPARK_HOME/bin/spark-class" \
    org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 2 --memory 2g "$master" \
    >"$log-worker.log" 2>&1 &
  processes+=($!)
  await "$log-worker.log" 'Successfully registered with master'
}

# Runs a command on the cluster; its exit code and a line of its output must be as expected.
expect() { # STEP CODE PATTERN COMMAND...
  local log="$folder/$name-$1.log" step="$1" expected="$2" pattern="$3" code=0
  shift 3
  SPARK_LOCAL_IP=127.0.0.1 submit/cluster.sh --master "$master" --driver-memory 1g --executor-memory 1g -- "$@" \
    >"$log" 2>&1 || code=$?
  [[ "$code" -eq "$expected" ]] || fail "$name: $step ended with exit code $code, expected $expected; see $log"
  grep -q -- "$pattern" "$log" || fail "$name: $step did not say '$pattern'; see $log"
  printf '%-16s %-8s exit code %s, %s\n' "$name" "$step" "$code" "$(grep -m 1 -o -- "$pattern.*" "$log")"
}

homes=("$@")
outputs=()
for SPARK_HOME in "${homes[@]}"; do
  export SPARK_HOME
  core="$(compgen -G "$SPARK_HOME/jars/spark-core_*.jar" | head -n 1 || true)"
  [[ -n "$core" ]] || fail "'$SPARK_HOME' is no distribution of Spark: it has no jars/spark-core_*.jar"
  name="$(basename "$core" .jar)"
  name="${name#spark-core_}"
  output="$folder/$name"
  start_cluster
  expect check 0 '0 problems' check --within 600 "${sample[@]}" --output "$output"
  expect score 1 'texts: 274 distinct, 0 scored before, 274 scored now' score "${sample[@]}" --output "$output"
  expect again 1 'texts: 274 distinct, 274 scored before, 0 scored now' score "${sample[@]}" --output "$output"
  if [[ ${#outputs[@]} -gt 0 ]]; then
    expect upgrade 1 'texts: 274 distinct, 274 scored before, 0 scored now' \
      score "${sample[@]}" --output "$output-upgraded" --store "$previous"
    outputs+=("$output-upgraded")
  fi
  outputs+=("$output")
  previous="$output/store"
  stop_cluster
done

if [[ ${#outputs[@]} -gt 1 ]]; then
  mvn="${MAVEN:-mvn}"
  "$mvn" -q -B -Djacoco.skip=true -Dspotless.check.skip=true test-compile \
    org.apache.maven.plugins:maven-dependency-plugin:build-classpath -Dmdep.outputFile="$folder/classpath.txt" >&2
  java -cp "target/test-classes:target/classes:$(cat "$folder/classpath.txt")" \
    io.weibosentiment.cluster.EqualTables "${outputs[@]}" || fail "the tables differ"

  # The last distribution with the first one's jar: refused before a session starts.
  name=wrong-line
  first="$(basename "$(compgen -G "${homes[0]}/jars/spark-core_*.jar" | head -n 1)" .jar)"
  [[ "$first" =~ ^spark-core_([0-9]+\.[0-9]+)-([0-9]+\.[0-9]+) ]]
  export WEIBO_SENTIMENT_SPARK="${BASH_REMATCH[2]}_${BASH_REMATCH[1]}"
  if [[ "$(basename "$core")" != spark-core_"${BASH_REMATCH[1]}-${BASH_REMATCH[2]}".* ]]; then
    master='local[1]'
    expect refused 3 'error: found Spark' score "${sample[@]}" --output "$folder/$name"
    [[ ! -e "$folder/$name" ]] || fail "$name: something was written to $folder/$name"
  fi
fi
echo "all is well"
