#!/usr/bin/env bash
# Runs a command inside the prepared environment, with the libraries unpacked for users without root.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
unpacked="$root/.setup/root"
if [ -d "$unpacked/usr" ]; then
    export LD_LIBRARY_PATH="$unpacked/usr/lib/$(uname -m)-linux-gnu${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    export PATH="$PATH:$unpacked/usr/bin"
    export XDG_DATA_DIRS="$unpacked/usr/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"
fi
export PATH="$root/.venv/bin:$PATH"
exec "$@"
