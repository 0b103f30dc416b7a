#!/usr/bin/env bash
# Spark's discovery script for GPUs: prints the addresses of this host's NVIDIA GPUs in the form Spark expects,
# {"name":"gpu","addresses":["0","1"]}. Set its path on the executors' hosts with
# spark.executor.resource.gpu.discoveryScript (standalone: spark.worker.resource.gpu.discoveryScript).
set -euo pipefail

if [[ "${1:-}" == -h || "${1:-}" == --help ]]; then
  sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}"
  exit 0
fi

fail() {
  echo "gpu-discovery.sh on $(hostname): $1" >&2
  exit 1
}

command -v nvidia-smi >/dev/null ||
  fail "nvidia-smi is not on the PATH, so no NVIDIA driver seems to be installed; install it, or do not request GPUs"
indices="$(nvidia-smi --query-gpu=index --format=csv,noheader)" || fail "nvidia-smi failed: $indices"

addresses=""
while read -r index; do
  [[ "$index" =~ ^[0-9]+$ ]] || continue
  addresses+="${addresses:+,}\"$index\""
done <<<"$indices"
[[ -n "$addresses" ]] || fail "nvidia-smi lists no GPU: '$indices'"
echo "{\"name\":\"gpu\",\"addresses\":[$addresses]}"
