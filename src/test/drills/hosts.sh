#!/usr/bin/env bash
# Runs weibo-sentiment on hosts that are not friendly, and checks every outcome.
set -uo pipefail

usage() {
  cat <<'HELP'
Usage: src/test/drills/hosts.sh [STEP...]
       src/test/drills/hosts.sh --help

Makes this host unfriendly for single processes, in mount namespaces of their own, runs the sample on it, and prints a
line for each outcome: "ok …" or "FAILED …". The exit code is 0 if all were ok, 1 if not, 3 if it could not start.
Needs Linux, root, unshare, mount, setpriv, and for the step locks a C compiler. Nothing outside DRILL_FOLDER changes.

Steps, in this order; all of them unless some are named:
  readonly   a read-only root file system: with writable folders for cache, scratch and output, the sample runs
  closed     the same without any: check says which folder cannot be written and what to set
  nohome     a user id without a name and no HOME, as in containers: check says so; with a name, or with the entry that
             Spark's images write, the sample runs
  noexec     /tmp mounted with noexec: the sample runs; the cache there: check says what to set
  locks      a cache on a file system without locks: check says so
  room       too little room for the native library: check says how much is needed
  proxy      a proxy in the environment that answers nothing: the sample runs
  shared     two users with one cache: the second one's sample runs, or check says what it cannot write
  shm        a full /dev/shm: the sample runs
  names      a home, a user, input and output whose names have blanks and Chinese characters: the sample runs
Each step takes half a minute to two minutes.

Environment
  DRILL_COMMAND  the job (default: submit/local.sh of this checkout, built, and with jars that all users may read)
  DRILL_FOLDER   an empty folder for what the drill writes, some 3 GB (default: a temporary one, deleted at the end)
HELP
}

here="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
failures=0

ok() { printf 'ok      %s\n' "$1"; }

failed() {
  printf 'FAILED  %s; see %s\n' "$1" "$log"
  failures=$((failures + 1))
}

# that WHAT COMMAND...: the outcome WHAT is that COMMAND succeeds.
that() {
  local what="$1"
  shift
  if "$@" >/dev/null 2>&1; then ok "$what"; else failed "$what"; fi
}

# on NAME SETUP COMMAND...: runs COMMAND in a mount namespace in which the shell commands SETUP were run; leaves what it
# prints in $log and its exit code in $code.
on() {
  log="$folder/logs/$1.log"
  local setup="$2"
  shift 2
  code=0
  (cd "$folder" && unshare --mount bash -c "set -e; mount --make-rprivate /; $setup"'; exec "$@"' host "$@") \
    >"$log" 2>&1 || code=$?
}

# as USER-ID COMMAND...: words that run COMMAND as that user, who may read all files.
as() {
  local id="$1"
  shift
  words=(setpriv --reuid "$id" --regid 0 --clear-groups --inh-caps +dac_read_search --ambient-caps +dac_read_search "$@")
}

check() { words=("${job[@]}" check --config "$here/conf/sample.conf" --output "$1"); }

score() { words=("${job[@]}" score --config "$here/conf/sample.conf" --output "$1" --no-report); }

says() { grep -qE -- "$1" "$log"; }

ran() { [[ "$code" -eq 0 ]] && [[ -f "$1/manifest.json" ]]; }

# A cache that is filled, which most steps bind or copy.
fill_cache() {
  export WEIBO_SENTIMENT_CACHE="$folder/cache"
  score "$folder/first"
  on first true "${words[@]}"
  that "a friendly host: the sample runs" ran "$folder/first"
}

readonly_root() { # WRITABLE...: shell commands after which all is read-only but these
  printf 'for p in %s; do mount --bind "$p" "$p"; done; mount -o remount,bind,ro /; ' "$*"
  printf 'for m in /tmp /work /home /root /var; do if mountpoint -q $m; then mount -o remount,bind,ro $m; fi; done; '
  printf 'for p in %s; do mount -o remount,bind,rw "$p"; done' "$*"
}

step_readonly() {
  mkdir -p "$folder/ro-out" "$folder/scratch"
  score "$folder/ro-out/tables"
  on readonly "$(readonly_root "$folder/cache" "$folder/scratch" "$folder/ro-out")" \
    env JAVA_TOOL_OPTIONS="-Djava.io.tmpdir=$folder/scratch" "${words[@]}"
  that "read-only root with writable cache, scratch and output: the sample runs" ran "$folder/ro-out/tables"
}

step_closed() {
  check "$folder/closed/tables"
  on closed "$(readonly_root "$folder/logs")" env WEIBO_SENTIMENT_CACHE="$folder/closed-cache" "${words[@]}"
  that "read-only root: check ends with 3" [ "$code" -eq 3 ]
  that "… and names a folder that cannot be written" says 'cannot be written|cannot create|Read-only file system|not writable'
  that "… without a stack trace" [ "$(grep -c '^	at ' "$log")" -eq 0 ]
}

step_nohome() {
  local users="$folder/users"
  check "$folder/nohome/tables"
  mkdir -p "$folder/nohome"
  chmod -R 777 "$folder/nohome" "$folder/cache"
  as 12345 env -u HOME -u USER -u LOGNAME "${words[@]}"
  on nohome true "${words[@]}"
  that "no name and no HOME: check ends with 3" [ "$code" -eq 3 ]
  that "… and says that the user id has no name and what to do" says '12345.*/etc/passwd'
  { cat /etc/passwd; echo '12345:x:12345:0:anonymous uid:/nonexistent:/bin/false'; } >"$users"
  score "$folder/nohome/tables"
  as 12345 env -u HOME -u USER -u LOGNAME "${words[@]}"
  on nohome-named "mount --bind '$users' /etc/passwd" "${words[@]}"
  that "no HOME, with the entry that Spark's images write: the sample runs" ran "$folder/nohome/tables"
}

step_noexec() {
  mkdir -p "$folder/noexec"
  score "$folder/noexec/tables"
  local tmp="mount -t tmpfs -o noexec tmpfs /tmp" # hides what lies below /tmp, so the drill's folder is bound again
  [[ "$folder" == /tmp/* ]] && tmp="mkdir -p /run/drill; mount --bind '$folder' /run/drill; $tmp; mkdir -p '$folder'; mount --bind /run/drill '$folder'"
  on noexec "$tmp" "${words[@]}"
  that "/tmp with noexec: the sample runs" ran "$folder/noexec/tables"
  check "$folder/noexec/check"
  on noexec-cache "mount --bind '$folder/cache' '$folder/cache'; mount -o remount,bind,noexec '$folder/cache'" "${words[@]}"
  that "a cache with noexec: check ends with 3" [ "$code" -eq 3 ]
  that "… and says what to set" says 'noexec'
}

step_locks() {
  if ! command -v cc >/dev/null; then
    echo "skipped locks: no C compiler"
    return
  fi
  cat >"$folder/nolocks.c" <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
/* As on a file system without locks. */
static int without(const char *name, int fd, int command, void *argument) {
  if (command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK || command == F_OFD_SETLKW) {
    errno = ENOLCK;
    return -1;
  }
  int (*real)(int, int, ...) = (int (*)(int, int, ...)) dlsym(RTLD_NEXT, name);
  return real(fd, command, argument);
}
int fcntl(int fd, int command, ...) {
  va_list all; va_start(all, command); void *argument = va_arg(all, void *); va_end(all);
  return without("fcntl", fd, command, argument);
}
int fcntl64(int fd, int command, ...) {
  va_list all; va_start(all, command); void *argument = va_arg(all, void *); va_end(all);
  return without("fcntl64", fd, command, argument);
}
C
  cc -shared -fPIC -o "$folder/nolocks.so" "$folder/nolocks.c" -ldl || return
  check "$folder/locks"
  on locks true env WEIBO_SENTIMENT_CACHE="$folder/cache-without-locks" LD_PRELOAD="$folder/nolocks.so" "${words[@]}"
  that "a cache without locks: check ends with 3" [ "$code" -eq 3 ]
  that "… and says that locks are missing" says 'locks'
}

step_room() {
  mkdir -p "$folder/small"
  check "$folder/room"
  on room "mount -t tmpfs -o size=100m tmpfs '$folder/small'" env WEIBO_SENTIMENT_CACHE="$folder/small" "${words[@]}"
  that "a cache of 100 MB: check ends with 3" [ "$code" -eq 3 ]
  that "… and says how much is needed" says 'has 0\.1 GB free; expected 0\.[67] GB'
}

step_proxy() {
  score "$folder/proxy"
  on proxy true env http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 ALL_PROXY=socks5://127.0.0.1:9 \
    JAVA_TOOL_OPTIONS="-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=9" \
    "${words[@]}"
  that "a proxy that answers nothing: the sample runs" ran "$folder/proxy"
}

step_shared() {
  local users="$folder/users-two"
  { cat /etc/passwd; echo 'second:x:12346:0:second:/nonexistent:/bin/false'; } >"$users"
  cp -a "$folder/cache" "$folder/cache-shared"
  chmod -R go-w "$folder/cache-shared"
  mkdir -p -m 777 "$folder/shared"
  check "$folder/shared/check"
  as 12346 env HOME=/nonexistent WEIBO_SENTIMENT_CACHE="$folder/cache-shared" "${words[@]}"
  on shared "mount --bind '$users' /etc/passwd" "${words[@]}"
  that "a cache of another user: check ends with 3" [ "$code" -eq 3 ]
  that "… and says that this user cannot write to it and what to do" says 'cache-shared.*(cannot be written|cannot write).*(WEIBO_SENTIMENT_CACHE|chmod)'
  chmod 1777 "$folder/cache-shared"
  score "$folder/shared/tables"
  as 12346 env HOME=/nonexistent WEIBO_SENTIMENT_CACHE="$folder/cache-shared" "${words[@]}"
  on shared-sticky "mount --bind '$users' /etc/passwd" "${words[@]}"
  that "the same cache with the rights of /tmp: the second user's sample runs" ran "$folder/shared/tables"
}

step_shm() {
  score "$folder/shm"
  on shm "mount -t tmpfs -o size=8k tmpfs /dev/shm; head -c 8192 /dev/zero > /dev/shm/full" "${words[@]}"
  that "a full /dev/shm: the sample runs" ran "$folder/shm"
}

step_names() {
  local home="$folder/home/张 三" users="$folder/users-names"
  mkdir -p "$home/爬 取/数据"
  cp -r "$here/conf/sample/." "$home/爬 取/数据"
  chmod -R 777 "$folder/home"
  { cat /etc/passwd; echo "张三:x:12347:0:张 三:$home:/bin/false"; } >"$users"
  words=("${job[@]}" score --config "$here/conf/sample.conf" --input "$home/爬 取/数据" --output "$home/输 出")
  as 12347 env -u WEIBO_SENTIMENT_CACHE HOME="$home" USER=张三 LANG=C.UTF-8 "${words[@]}"
  on names "mount --bind '$users' /etc/passwd" "${words[@]}"
  that "names with blanks and Chinese characters: the sample runs" ran "$home/输 出"
  that "… and its cache lies in that home" [ -d "$home/.cache/weibo-sentiment" ]
}

case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
esac
all=(readonly closed nohome noexec locks room proxy shared shm names)
[[ $# -gt 0 ]] || set -- "${all[@]}"
for step in "$@"; do
  if [[ "$(type -t "step_$step")" != function ]]; then
    echo "hosts.sh: '$step' is no step; expected some of ${all[*]}" >&2
    exit 3
  fi
done
if [[ "$(id -u)" -ne 0 ]] || ! unshare --mount true; then
  echo "hosts.sh: needs root and mount namespaces" >&2
  exit 3
fi
job=("${DRILL_COMMAND:-$here/submit/local.sh}")
if [[ -n "${DRILL_FOLDER:-}" ]]; then
  mkdir -p "$DRILL_FOLDER" && folder="$(cd "$DRILL_FOLDER" && pwd)" || exit 3
else
  folder="$(mktemp -d)"
  trap 'rm -rf "$folder"' EXIT
fi
chmod 755 "$folder"
mkdir -p "$folder/logs"
fill_cache
for step in "$@"; do
  "step_$step"
done
echo "$failures failed"
[[ "$failures" -eq 0 ]]
