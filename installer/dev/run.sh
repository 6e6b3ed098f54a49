#!/usr/bin/env bash
# Runs a command inside the prepared environment, with the libraries unpacked for users without root.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
unpacked="$root/.setup/root"
if [ -d "$unpacked/usr" ]; then
    machine="$(uname -m)-linux-gnu"
    export LD_LIBRARY_PATH="$unpacked/usr/lib/$machine:$unpacked/lib/$machine${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    export PATH="$PATH:$unpacked/usr/bin:$unpacked/usr/sbin"
    export G2B_UNPACKED="$unpacked"
    [ -d "$unpacked/usr/share/fonts" ] && export FONTCONFIG_FILE="$root/.setup/fonts.conf"
fi
# Debian keeps PostgreSQL's own programs apart from the rest.
for folder in /usr/lib/postgresql/*/bin "$unpacked"/usr/lib/postgresql/*/bin; do
    [ -d "$folder" ] && export PATH="$PATH:$folder"
done
export PATH="$root/.venv/bin:$PATH"
# Each process would compile all it imports anew.
unset PYTHONDONTWRITEBYTECODE
exec "$@"
