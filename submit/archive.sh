# Sourced by local.sh (bash 3.2 or later): an archive of the classes that a run loads, from which Java takes them
# ready-made. Java uses an archive only with the very jars and the Java that it was made with, and goes on without any
# other. shellcheck shell=bash disable=SC2154 # build.sh sets java, java_identity, cache, more_options, given_options

# How many archives are kept, of about 200 MB each: of other Spark lines, installations and Javas.
kept_archives=3
# The longest that making one may take. It takes some 40 s of processor time, once.
training_seconds=300

# Sets archive_options for a command on this class path; makes the archive first if there is none and it will be of use.
# shellcheck disable=SC2034
use_archive() {
  local class_path="$1" key archive
  archive_options=()
  wants_archive || return 0
  # Where java_identity is empty, java has just been asked for its version.
  key="$(checksum "${java_identity:-$java_answer}" "$class_path" "$(states_of_jars "$class_path")")"
  if ! find_archive "$key" && is_worth_an_archive "${@:2}" && ! has_failed_lately "$key"; then
    make_archive "$key" "$class_path"
    find_archive "$key" || true
  fi
  if [[ -n "$archive" ]]; then
    archive_options=("-XX:SharedArchiveFile=$archive" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off -Xlog:class+path=off)
  fi
}

# Java refuses some options for archives together with others, so where the user sets one, none is added.
wants_archive() {
  local word
  for word in ${given_options[@]+"${given_options[@]}"}; do
    case "$word" in
      -XX:*Archive* | -Xshare:*) return 1 ;;
    esac
  done
  [[ "${WEIBO_SENTIMENT_ARCHIVE:-on}" != off ]]
}

# A command that starts Spark. After a build, which has taken minutes anyway, any but a call for help.
is_worth_an_archive() {
  ! asks_for_help "$@" && [[ -n "$was_built" || "$1" == score || "$1" == aggregate ]]
}

# The states of a class path's jars, also of those that an entry like /opt/s3a/* stands for.
states_of_jars() {
  local entry entries=() jars=()
  IFS=: read -r -a entries <<<"$1"
  for entry in "${entries[@]}"; do
    case "$entry" in
      *'/*') jars+=("${entry%\*}"*.[jJ][aA][rR]) ;;
      *) jars+=("$entry") ;;
    esac
  done
  states_of "${jars[@]}"
}

# Sets archive to the one for this key; empty if there is none. Its name ends with its own size, time and inode, since
# Java refuses an archive of other classes, but crashes on one that has been cut.
find_archive() {
  local file
  archive=""
  for file in "$cache/classes/$1".*.jsa; do
    if [[ -s "$file" && -r "$file" && "$file" == "$(archive_path "$1" "$file")" ]]; then
      archive="$file"
      return
    fi
  done
  return 1
}

# The path of an archive whose content is in this file.
archive_path() {
  echo "$cache/classes/$1.$(states_of "$2" | tr ' ' -).jsa"
}

# The log of a training run that failed with these options; it is tried again after a day.
failure_path() {
  echo "$cache/classes/$1.$(checksum "${WEIBO_SENTIMENT_HEAP:-4g}" "${given_options[@]-}").failed"
}

has_failed_lately() {
  [[ -n "$(find "$(failure_path "$1")" -mmin -1440 2>/dev/null)" ]]
}

# Scores the sample in a folder of its own; one start at a time, and others meanwhile run without an archive.
make_archive() {
  local key="$1" class_path="$2" aside training=""
  can_write "$cache/classes" || return 0
  find "$cache/classes" \( -name 'aside.*' -mmin +10 -o -name '*.failed' -mmin +1440 \) -exec rm -rf -- {} + 2>/dev/null || true
  aside="$cache/classes/aside.$key.$UID"
  mkdir -- "$aside" 2>/dev/null || return 0 # another start is making it
  trap 'stop_training; leave_training; exit 129' HUP
  trap 'stop_training; leave_training; exit 130' INT
  trap 'stop_training; leave_training; exit 143' TERM
  if ! find_archive "$key"; then # nor has another start just made it
    echo "preparing faster starts: recording the classes that a run loads (once, some 40 s of processor time;" \
      "without: WEIBO_SENTIMENT_ARCHIVE=off)" >&2
    rm -f -- "$cache/classes/$key".*.jsa 2>/dev/null || true # changed since they were made
    train "$class_path"
    publish_archive "$key"
  fi
  leave_training
  trap - HUP INT TERM
  remove_old_archives
}

# Always on two cores of this machine: a cluster, or a log of events, has no use for this run.
# shellcheck disable=SC2154 # make_archive's own
train() {
  local deadline=$((SECONDS + training_seconds))
  "$java" "@$WEIBO_SENTIMENT_HOME/submit/jvm.options" -XX:TieredStopAtLevel=1 "-Xmx${WEIBO_SENTIMENT_HEAP:-4g}" \
    -Dspark.ui.enabled=false ${more_options[@]+"${more_options[@]}"} "-XX:ArchiveClassesAtExit=$aside/classes.jsa" \
    '-Dspark.master=local[2]' -Dspark.eventLog.enabled=false -Dspark.hadoop.fs.defaultFS=file:/// \
    -cp "$class_path" io.weibosentiment.cli.Main score --config "$WEIBO_SENTIMENT_HOME/conf/sample.conf" \
    --output "$aside/tables" </dev/null >"$aside/log" 2>&1 &
  training=$!
  while kill -0 "$training" 2>/dev/null && [[ $SECONDS -lt $deadline ]]; do
    sleep 1
  done
  if kill -0 "$training" 2>/dev/null; then
    echo "not finished after $training_seconds s" >>"$aside/log" || true
    stop_training
    rm -f -- "$aside/classes.jsa"
  elif ! { wait "$training"; } 2>/dev/null; then
    rm -f -- "$aside/classes.jsa" # half of it, if Java was killed
  fi
}

# Gives Java ten seconds to end.
stop_training() {
  local second
  [[ -n "$training" ]] || return 0
  kill "$training" 2>/dev/null || true
  for second in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 "$training" 2>/dev/null || break
    sleep 1
  done
  kill -KILL "$training" 2>/dev/null || true
  { wait "$training"; } 2>/dev/null || true
}

leave_training() {
  rm -rf -- "$aside" 2>/dev/null || true
}

publish_archive() {
  local made="$aside/classes.jsa" failure
  if [[ -s "$made" ]] && mv -f -- "$made" "$(archive_path "$1" "$made")" 2>/dev/null; then
    return
  fi
  failure="$(failure_path "$1")"
  mv -f -- "$aside/log" "$failure" 2>/dev/null || true
  echo "no classes could be recorded, see $failure; the command goes on without, and it is tried again after a day" >&2
}

# All but the newest. Another user's cannot be removed.
remove_old_archives() {
  local archive number=0
  while IFS= read -r archive; do
    number=$((number + 1))
    if [[ $number -gt $kept_archives ]]; then
      rm -f -- "$cache/classes/$archive" 2>/dev/null || true
    fi
  done < <(cd -- "$cache/classes" && ls -td -- *.jsa 2>/dev/null)
}
