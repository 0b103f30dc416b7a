#!/usr/bin/env bash
# Compares the job with a script that does the same with common libraries, on the same files.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: src/test/drills/plain-script.sh SCRIPT CHECKPOINT INPUT...

For each INPUT, a quoted glob of files of the preset dynamics, runs in turns: SCRIPT in float32, SCRIPT in int8, and
submit/local.sh score with an empty score store, each as a process of its own. Prints the medians of their wall and
processor seconds and how many times as long the job takes. One round before these warms up the files' cache.

SCRIPT is a Python program, called as: SCRIPT INPUT CHECKPOINT OUTPUT [int8]. CHECKPOINT is a folder with the model that
both sides use; it has what import-model reads and what SCRIPT reads, such as model.onnx and model-int8.onnx. Outputs
and logs are in target/plain-script. The exit code is 0 if every run succeeded, else 1.

Environment: as for submit/local.sh, and
  PYTHON             the Python with SCRIPT's libraries (default: python3)
  ROUNDS             rounds that count (default: 3)
  ONEDNN_MAX_CPU_ISA limits the job's engine to older instructions (AVX2); ONNX Runtime has no such setting
HELP
}

if [[ $# -eq 0 || "$1" == -h || "$1" == --help ]]; then
  usage
  [[ $# -gt 0 ]] && exit 0
  exit 3
fi
if [[ $# -lt 3 ]]; then
  usage >&2
  exit 3
fi

home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
script="$1"
checkpoint="$2"
shift 2
python="${PYTHON:-python3}"
rounds="${ROUNDS:-3}"
folder="$home/target/plain-script"
rm -rf "$folder"
mkdir -p "$folder/times"

fail() {
  echo "plain-script.sh: $1" >&2
  exit 1
}

# Runs a command and adds its wall, user and system seconds to a file of times.
timed() { # NAME COMMAND...
  local name="$1" TIMEFORMAT='%R %U %S' code=0
  shift
  { time "$@" >"$folder/$name.log" 2>&1 || code=$?; } 2>>"$folder/times/$name"
  [[ $code -eq 0 ]] || fail "'$*' ended with exit code $code; see $folder/$name.log"
}

ours() { # INPUT
  rm -rf "$folder/tables"
  timed ours "$home/submit/local.sh" score --input "$1" --preset dynamics --model "$folder/bundle" \
    --output "$folder/tables"
}

script() { # NAME INPUT [int8]
  local name="$1" input="$2"
  shift 2
  rm -rf "$folder/script"
  timed "$name" "$python" "$script" "$input" "$checkpoint" "$folder/script" "$@"
}

# The median of the wall seconds, or of the processor seconds, without the first round.
median() { # NAME wall|cpu
  tail -n "$rounds" "$folder/times/$1" | awk -v what="$2" '{ print what == "wall" ? $1 : $2 + $3 }' | sort -n |
    awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

line() { # LABEL NAME
  awk -v label="$1" -v wall="$(median "$2" wall)" -v cpu="$(median "$2" cpu)" -v ours="$(median ours wall)" \
    'BEGIN { printf "  %-24s %8.1f s %8.1f CPU s   the job takes %.2f times as long\n", label, wall, cpu, ours / wall }'
}

# A value of the manifest of the job's last run, the first of a list.
manifest() { # KEY
  sed -n "s/^ *\"$1\" *: *[[\" ]*\([^\",]*\).*/\1/p" "$folder/tables/manifest.json" | head -n 1
}

"$home/submit/local.sh" import-model --from "$checkpoint" --to "$folder/bundle" >"$folder/import.log" 2>&1 ||
  fail "the checkpoint could not be imported; see $folder/import.log"
for input in "$@"; do
  rm -f "$folder"/times/*
  for ((round = 0; round <= rounds; round++)); do
    script float32 "$input"
    script int8 "$input" int8
    ours "$input"
  done
  echo "$input: $(manifest kept) comments, $(manifest distinct_texts) distinct texts;" \
    "the job: $(manifest precision), $(manifest instruction_sets)"
  line 'the script, float32' float32
  line 'the script, int8' int8
  printf '  %-24s %8.1f s %8.1f CPU s\n' 'the job' "$(median ours wall)" "$(median ours cpu)"
done
