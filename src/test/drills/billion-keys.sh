#!/usr/bin/env bash
# Makes a score store of many keys and measures a look-up in it.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: src/test/drills/billion-keys.sh make FOLDER MILLIONS | look-up FOLDER MILLIONS [TEXTS [LARGE]]

make adds MILLIONS of million scores of invented keys to the store in FOLDER, in waves of 10 million.
look-up looks up TEXTS (1000000) of which half are there, in a store of MILLIONS of million, and prints the seconds, the
keys found and the largest heap. LARGE is from how many bytes on the store is filtered before it is joined.

Environment
  CLASS_PATH  the main and test classes and their libraries
  HEAP        the largest heap of the process, which is driver and executor in one (default: 512m)
HELP
}

if [[ $# -lt 3 ]]; then
  usage >&2
  exit 3
fi
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
exec java @"$home/submit/jvm.options" -Xmx"${HEAP:-512m}" -Dlog4j2.configurationFile="$home/conf/log4j2.properties" \
  -cp "${CLASS_PATH:?give the class path of main and test classes in CLASS_PATH}" \
  io.weibosentiment.store.KeysDrill "$@"
