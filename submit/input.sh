# Sourced by local.sh (bash 3.2 or later): tells from a command's words whether its input is small.
# shellcheck shell=bash disable=SC2154 # local.sh sets WEIBO_SENTIMENT_HOME

# In bytes of text. A compressed file counts as ten times as much as is stored, as in the program.
small_input=20000000

# Whether the files that a command reads are on this machine and small together. Where that cannot be told at a glance,
# such as from a URL or a configuration that includes another, they are not. The answer is about time only.
has_small_input() {
  local word reads="" input_paths=()
  for word in "$@"; do
    case "$word" in
      --input=* | --posts=*) input_paths+=("${word#*=}") && reads="" ;;
      --input | --posts) reads=paths ;;
      --config=*) read_configured_paths "${word#*=}" || return 1 ;;
      --config) reads=config ;;
      *input.paths* | *input.posts*) return 1 ;; # as --set takes it
      -*) reads="" ;;
      *)
        case "$reads" in
          paths) input_paths+=("$word") ;;
          config) read_configured_paths "$word" && reads="" || return 1 ;;
        esac
        ;;
    esac
  done
  [[ ${#input_paths[@]} -gt 0 ]] && are_small "${input_paths[@]}"
}

# Adds the paths that a configuration file lists, each list on a line of its own, to input_paths.
read_configured_paths() {
  local line list includes='^[^#]*(^|[[:space:]{,])include([[:space:]"]|$)'
  [[ -f "$1" && -r "$1" ]] || return 1
  while IFS= read -r line || [[ -n "$line" ]]; do
    [[ ! "$line" =~ $includes ]] || return 1
    [[ "$line" =~ ^[^#]*paths[[:space:]]*[=:] ]] || continue
    [[ "$line" =~ \[(.*)\] ]] || return 1
    list="${BASH_REMATCH[1]//\$\{WEIBO_SENTIMENT_HOME\}\"/\"$WEIBO_SENTIMENT_HOME}"
    [[ "$list" != *'$'* ]] || return 1
    while [[ "$list" =~ ^[^\"]*\"([^\"]*)\"(.*)$ ]]; do
      input_paths+=("${BASH_REMATCH[1]}")
      list="${BASH_REMATCH[2]}"
    done
  done <"$1"
}

# Whether files and the files in folders, patterns of which are given, hold little text together.
are_small() {
  local path entry entries found=() IFS=$'\n'
  for path in "$@"; do
    path="${path#file://}"
    path="${path#file:}"
    [[ -n "$path" ]] || return 1
    # shellcheck disable=SC2206 # the pattern is to be expanded
    entries=($path)
    for entry in "${entries[@]}"; do
      [[ -e "$entry" ]] || return 1
      found+=("$entry")
    done
  done
  find -L "${found[@]}" -type f -exec ls -lnL {} + 2>/dev/null | awk -v most="$small_input" '
    { bytes += (tolower($0) ~ /\.(gz|gzip|bz2|zst|lz4|snappy|deflate|xz|parquet)$/ ? 10 : 1) * $5 }
    bytes >= most { is_large = 1; exit }
    END { exit is_large }'
}
