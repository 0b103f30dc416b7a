#!/usr/bin/env bash
# Trains models on sets of labelled texts and makes a table of how good they are on the texts kept for that.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: src/test/drills/training-table.sh --data DIR [--from MODEL] --output DIR [OPTION...] [-- TRAIN-OPTION...]

For each set, a folder of --data with train.csv.gz and validation.csv.gz, each architecture, emoticons kept or masked, and
each seed: trains on the one file, judged by the other, and adds a row to OUTPUT/rows.tsv. BERTs start from MODEL, a keamm
and its ablations from nothing. A row that is there is not computed again, and a training that was stopped goes on from its
checkpoint, so the same command can be given again and again, and two commands with other architectures, sets or seeds can
run at once. In the end it prints the means over the seeds as a Markdown table, and their largest distance from the mean.

  --sets NAMES           separated by commas (default: every folder of --data)
  --from MODEL           what the BERTs start from
  --ontology FILE        the ontology of emotions for a keamm and its ablations (default: none)
  --architectures NAMES  separated by commas (default: bert,bert-rcnn-att)
  --masked NAMES         the sets that are also trained and judged without emoticons (default: none)
  --seeds NUMBERS        separated by commas (default: 1,2,3)
  --texts N              the texts to learn from: so many lines of train.csv.gz at equal distances (default: all); no text may
                         have a line end
  --epochs N             (default: 3)
  --max-tokens N         where texts are cut (default: 512)
  --stop-after SECONDS   begins no training after so many seconds (default: never)
  --summary              trains nothing, prints the table of the rows that are there

What follows -- goes to train: --batch-tokens 8192 --device gpu. It is part of a row, as are all of the options above.

Environment: as for submit/local.sh, which runs train. Where there is neither Maven nor a checkout that is built, set
  TRAINING_CLASS_PATH  the job jar, the jars of Spark and TensorFlow's native library, separated by colons
  JAVA                 the Java to run them with (default: java)
HELP
}

fail() {
  echo "training-table.sh: $1" >&2
  exit 3
}

home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
data="" from="" ontology="" output="" sets="" masked="" texts=all epochs=3 max_tokens=512 stop_after="" summary=""
architectures=bert,bert-rcnn-att
seeds=1,2,3
while [[ $# -gt 0 ]]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --summary) summary=yes ;;
    --)
      shift
      break
      ;;
    --data | --from | --ontology | --output | --sets | --architectures | --masked | --seeds | --texts | --epochs | --max-tokens | --stop-after)
      [[ $# -gt 1 ]] || fail "$1 has no value; see --help"
      name="${1#--}"
      printf -v "${name//-/_}" '%s' "$2"
      shift
      ;;
    *) fail "unknown option '$1'; see --help" ;;
  esac
  shift
done
more=("$@")
[[ -n "$output" ]] || fail "--output is missing; see --help"
rows="$output/rows.tsv"
columns=(set architecture emoticons seed model texts epochs max_tokens options accuracy precision recall f1 best_epoch
  learned judged truncated engine seconds)

# The means of the rows over their seeds.
summarize() {
  awk -F'\t' '
    NR == 1 { next }
    {
      key = $1 FS $2 FS $3 FS $15 FS $7
      if (!(key in count)) order[++keys] = key
      count[key]++
      for (i = 10; i <= 13; i++) {
        sum[key, i] += $i
        value[key, i, count[key]] = $i
      }
    }
    END {
      print "| set | architecture | emoticons | texts | epochs | seeds | accuracy | precision | recall | F1 |"
      print "|---|---|---|---|---|---|---|---|---|---|"
      for (k = 1; k <= keys; k++) {
        key = order[k]
        split(key, part, FS)
        line = "| " part[1] " | `" part[2] "` | " part[3] " | " part[4] " | " part[5] " | " count[key]
        for (i = 10; i <= 13; i++) {
          mean = sum[key, i] / count[key]
          most = 0
          for (n = 1; n <= count[key]; n++) {
            distance = value[key, i, n] - mean
            if (distance < 0) distance = -distance
            if (distance > most) most = distance
          }
          line = line sprintf(count[key] > 1 ? " | %.4f ± %.4f" : " | %.4f", mean, most)
        }
        print line " |"
      }
    }' "$rows"
}

if [[ -n "$summary" ]]; then
  [[ -f "$rows" ]] || fail "there is no '$rows'"
  summarize
  exit 0
fi
[[ -n "$data" ]] || fail "--data is missing; see --help"
[[ -d "$data" ]] || fail "--data: '$data' is no folder"
IFS=, read -r -a architecture_names <<<"$architectures"
for architecture in "${architecture_names[@]}"; do
  [[ "$architecture" == keamm* || -n "$from" ]] || fail "--from is missing, which '$architecture' starts from; see --help"
done
if [[ -z "$sets" ]]; then
  for folder in "$data"/*/; do
    folder="${folder%/}"
    sets+="${sets:+,}${folder##*/}"
  done
fi
mkdir -p "$output/logs" "$output/texts" "$output/models" "$output/tables"
[[ -f "$rows" ]] || (IFS=$'\t' && echo "${columns[*]}") >"$rows"

run_train() {
  if [[ -z "${TRAINING_CLASS_PATH:-}" ]]; then
    "$home/submit/local.sh" train "$@"
    return
  fi
  local options=()
  read -r -a options <<<"${WEIBO_SENTIMENT_JAVA_OPTIONS:-}"
  "${JAVA:-java}" "@$home/submit/jvm.options" "-Xmx${WEIBO_SENTIMENT_HEAP:-4g}" \
    "-Dspark.master=${WEIBO_SENTIMENT_MASTER:-local[*]}" -Dspark.ui.enabled=false ${options[@]+"${options[@]}"} \
    -cp "$TRAINING_CLASS_PATH" io.weibosentiment.cli.Main train "$@"
}

# The file to learn from: the set's own, or lines of it at equal distances; labels are often sorted.
input_of() { # SET
  local whole="$data/$1/train.csv.gz" part="$output/texts/$1-$texts.csv" lines
  [[ -f "$whole" ]] || fail "there is no '$whole'"
  if [[ "$texts" == all ]]; then
    echo "$whole"
    return
  fi
  if [[ ! -f "$part" ]]; then
    lines="$(gzip -dc "$whole" | wc -l)"
    gzip -dc "$whole" | awk -v n="$texts" -v all="$((lines - 1))" '
      NR == 1 || int((NR - 1) * n / all) > int((NR - 2) * n / all)' >"$part.partial"
    mv "$part.partial" "$part"
  fi
  echo "$part"
}

# The value of a key in training.json, which has one on each line: of the training, or of one of its epochs.
value_of() { # FILE KEY [EPOCH]
  awk -v key="\"$2\":" -v epoch="${3:-}" '
    $1 == "\"epoch\":" { gsub(/,/, "", $2); now = $2 }
    $1 == key && (epoch == "" || now == epoch) {
      sub(/^ *"[^"]*": */, "")
      gsub(/,$|"/, "")
      print
      exit
    }' "$1"
}

train_one() { # SET ARCHITECTURE EMOTICONS SEED
  local set="$1" architecture="$2" emoticons="$3" seed="$4" key name bundle log input code=0 begun=$SECONDS best figures
  local start=(--from "$from") model="${from##*/}" # a row has what the training begins with: the model, or the ontology
  if [[ "$architecture" == keamm* ]]; then
    start=(${ontology:+--emotion-ontology "$ontology"})
    model="${ontology##*/}"
    model="${model:-none}"
  fi
  key="$(IFS=$'\t' && echo "$set	$architecture	$emoticons	$seed	$model	$texts	$epochs	$max_tokens	$(IFS=' ' && echo "${more[*]-}")")"
  if awk -v key="$key" 'index($0, key "\t") == 1 { found = 1 } END { exit !found }' "$rows"; then
    return
  fi
  if [[ -n "$stop_after" && $SECONDS -ge $stop_after ]]; then
    echo "not begun: $set $architecture $emoticons seed $seed"
    return
  fi
  name="$(printf '%s' "$key" | tr '\t' '-' | tr -cs 'A-Za-z0-9_.\n-' '-')"
  bundle="$output/models/$name"
  log="$output/logs/$name.log"
  input="$(input_of "$set")"
  echo "$(date +%H:%M:%S) $set $architecture $emoticons seed $seed"
  if [[ ! -f "$bundle/training.json" ]]; then
    run_train --architecture "$architecture" ${start[@]+"${start[@]}"} --input "$input" --validation "$data/$set/validation.csv.gz" \
      --columns text=review,label=label --to "$bundle" --output "$output/tables/$name" --emoticons "$emoticons" \
      --seed "$seed" --epochs "$epochs" --max-tokens "$max_tokens" ${more[@]+"${more[@]}"} >"$log" 2>&1 || code=$?
    if [[ $code -ne 0 ]]; then
      echo "  ended with exit code $code; see $log" >&2
      failed=yes
      [[ -f "$bundle/training.json" ]] || return # else it is trained, and what failed is only what follows
    fi
  fi
  best="$(value_of "$bundle/training.json" bestEpoch)"
  figures=""
  for figure in accuracy precision recall f1; do
    figures+="	$(value_of "$bundle/training.json" "$figure" "$best")"
  done
  printf '%s%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$key" "$figures" "$best" "$(value_of "$bundle/training.json" training)" \
    "$(value_of "$bundle/training.json" validation)" "$(value_of "$bundle/training.json" truncated)" \
    "$(value_of "$bundle/training.json" engine)" "$((SECONDS - begun))" >>"$rows"
}

failed=""
IFS=, read -r -a set_names <<<"$sets"
IFS=, read -r -a seed_names <<<"$seeds"
for seed in "${seed_names[@]}"; do
  for set in "${set_names[@]}"; do
    for architecture in "${architecture_names[@]}"; do
      train_one "$set" "$architecture" kept "$seed"
      if [[ ",$masked," == *",$set,"* ]]; then
        train_one "$set" "$architecture" masked "$seed"
      fi
    done
  done
done
summarize
[[ -z "$failed" ]] || exit 1
