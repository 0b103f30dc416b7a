# Sourced by local.sh (bash 3.2 or later): an archive of the classes that a run loads, from which Java takes them ready-made.
# Java uses an archive only with the very jars and the Java that it was made with, and goes on without any other.
# shellcheck shell=bash disable=SC2154 # build.sh sets java, job_jar, cache

# How many archives are kept, of about 200 MB each: of other Spark lines, installations and Javas.
kept_archives=3

# Sets archive_options for a command on this class path; makes the archive first if there is none and the command is one
# that starts Spark.
# shellcheck disable=SC2034
use_archive() {
  local command="$1" class_path="$2" archive
  archive_options=()
  [[ "${WEIBO_SENTIMENT_ARCHIVE:-on}" != off ]] || return 0
  archive="$cache/classes/$(checksum "$(identity_of "$java" "$job_jar")" "$class_path").jsa"
  if [[ -s "$archive" ]] && ! is_unchanged "$archive"; then
    rm -f -- "$archive" "$archive.is" 2>/dev/null || return 0
  fi
  if [[ -n "$was_built" && ! "$archive" -nt "$job_jar" ]] ||
    [[ ! -e "$archive" && ("$command" == score || "$command" == aggregate) ]]; then
    make_archive "$archive" "$class_path"
  fi
  if [[ -s "$archive" ]]; then # an empty one could not be made, and is not tried again
    archive_options=("-XX:SharedArchiveFile=$archive" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off -Xlog:class+path=off)
  fi
}

# Java refuses an archive of other classes, but crashes on one that has been cut.
is_unchanged() {
  [[ -f "$1.is" && "$(<"$1.is")" == "$(state_of "$1")" ]]
}

# The size, time and inode of a file.
state_of() {
  LC_ALL=C TZ=UTC ls -lin -- "$1"
}

# Scores the sample in a folder of its own. Whatever goes wrong, the command runs, only without an archive.
make_archive() {
  local archive="$1" class_path="$2" aside training=""
  can_write "$cache/classes" || return 0
  find "$cache/classes" -name 'aside.*' -mmin +60 -exec rm -rf -- {} + 2>/dev/null || true # left by starts that were killed
  aside="$(mktemp -d "$cache/classes/aside.XXXXXX" 2>/dev/null)" || return 0
  trap 'stop_training; exit 130' INT
  trap 'stop_training; exit 143' TERM
  echo "preparing faster starts: recording the classes that a run loads (once, half a minute; without: WEIBO_SENTIMENT_ARCHIVE=off)" >&2
  "$java" "@$WEIBO_SENTIMENT_HOME/submit/jvm.options" -XX:TieredStopAtLevel=1 "-Xmx${WEIBO_SENTIMENT_HEAP:-4g}" \
    "-XX:ArchiveClassesAtExit=$aside/classes.jsa" "-Dspark.master=${WEIBO_SENTIMENT_MASTER:-local[*]}" \
    -cp "$class_path" io.weibosentiment.cli.Main score --config "$WEIBO_SENTIMENT_HOME/conf/sample.conf" \
    --output "$aside/tables" </dev/null >"$aside/log" 2>&1 &
  training=$!
  wait "$training" || rm -f -- "$aside/classes.jsa" # half of it, if Java was killed
  trap - INT TERM
  if mv -f -- "$aside/classes.jsa" "$archive" 2>/dev/null; then
    state_of "$archive" >"$archive.is" || rm -f -- "$archive" "$archive.is"
  else
    : 2>/dev/null >"$archive" || true
  fi
  rm -rf -- "$aside"
  remove_old_archives
}

# shellcheck disable=SC2154 # make_archive's own
stop_training() {
  [[ -z "$training" ]] || kill "$training" 2>/dev/null || true
  rm -rf -- "$aside"
}

# All but the newest.
remove_old_archives() {
  local archive number=0
  while IFS= read -r archive; do
    number=$((number + 1))
    if [[ $number -gt $kept_archives ]]; then
      rm -f -- "$cache/classes/$archive" "$cache/classes/$archive.is"
    fi
  done < <(cd -- "$cache/classes" && ls -t -- *.jsa 2>/dev/null)
}
