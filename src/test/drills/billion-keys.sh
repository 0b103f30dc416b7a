#!/usr/bin/env bash
# Makes a score store of many keys and measures look-ups in it as it grows.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: src/test/drills/billion-keys.sh FOLDER [MILLIONS…]

For each of MILLIONS (25 100) in turn, grows the score store in FOLDER to that many million distinct invented keys, merges
its waves where a run would, and looks up TEXTS texts of which half are there. Prints seconds, processor seconds and
memory of the driver and of each executor, what was shuffled, and the store's files. Keys take 18 bytes each, and
while they are merged some 60 more; FOLDER is yours to delete.

Environment
  CLASS_PATH  the main and test classes and their libraries
  TEXTS       how many texts are looked up (default: 1000000)
  LARGE       from how many bytes on the store is filtered before it is joined (default: as the job does)
  MASTER      where it runs (default: local-cluster[2,1,4096], two executors of one core in processes of their own)
  HEAP        the driver's largest heap (default: 512m)
  EXECUTOR    the heap of an executor (default: 4g)
HELP
}

if [[ $# -lt 1 || $1 == -* ]]; then
  usage >&2
  exit 3
fi
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
folder="$1"
shift
mkdir -p "$folder/spark/jars" # local-cluster looks for Spark's jars there; the executors get CLASS_PATH
export SPARK_HOME="$folder/spark" SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1

drill() {
  java @"$home/submit/jvm.options" -Xmx"${HEAP:-512m}" -Dlog4j2.configurationFile="$home/conf/log4j2.properties" \
    -Ddrill.master="${MASTER:-local-cluster[2,1,4096]}" -Ddrill.executor.memory="${EXECUTOR:-4g}" \
    -cp "${CLASS_PATH:?give the class path of main and test classes in CLASS_PATH}" \
    io.weibosentiment.store.KeysDrill "$@"
}

for millions in "${@:-25 100}"; do
  for size in $millions; do
    echo "== $size million"
    drill grow "$folder" "$size"
    drill look-up "$folder" "${TEXTS:-1000000}" ${LARGE:+"$LARGE"}
  done
done
