#!/usr/bin/env bash
# Prepares this checkout: system libraries (Debian), a virtual environment, pinned packages.
# Runs again only when one of its inputs changed. Nothing outside the checkout is touched,
# except that root (or password-less sudo) installs missing Debian packages.
set -euo pipefail
cd "$(dirname "$0")/../.."

# setup.sh run: what `make run` needs. setup.sh: what developing needs, on top of it.
for_tests=yes
[ "${1:-}" = run ] && for_tests=
run_inputs=$(cat installer/dev/setup.sh installer/dev/debian-packages requirements.lock pyproject.toml | sha256sum | cut -d' ' -f1)
test_inputs=$(cat installer/dev/debian-test-packages requirements-dev.lock | sha256sum | cut -d' ' -f1)

# Whether a stage was done with these inputs.
done_with() { [ -x .venv/bin/python ] && [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

runs=; tests=
done_with .setup/stamp "$run_inputs" && runs=yes
[ -n "$runs" ] && done_with .setup/stamp-tests "$test_inputs" && tests=yes
[ -n "$runs" ] && { [ -z "$for_tests" ] || [ -n "$tests" ]; } && exit 0
mkdir -p .setup

say() { printf 'setup: %s\n' "$*"; }

missing_packages() {
    local name
    while read -r name; do
        case "$name" in ''|'#'*) continue ;; esac
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || echo "$name"
    done < "$1"
}

# A user without root gets the same libraries, unpacked inside the checkout.
unpack_packages() {
    local apt=(apt-get -qq -o "Dir::State::lists=$PWD/.setup/apt/lists" -o "Dir::Cache=$PWD/.setup/apt/cache"
               -o "Dir::State::status=/var/lib/dpkg/status" -o Debug::NoLocking=1 -o "APT::Sandbox::User=$(id -un)")
    mkdir -p .setup/apt/lists/partial .setup/apt/cache/archives/partial .setup/debs .setup/root
    "${apt[@]}" update
    "${apt[@]}" --print-uris --no-install-recommends install "$@" | cut -d' ' -f2 > .setup/names
    local file
    while read -r file; do
        [ -e ".setup/debs/$file" ] || (cd .setup/debs && "${apt[@]}" download "${file%%_*}")
    done < .setup/names
    for file in .setup/debs/*.deb; do dpkg-deb -x "$file" .setup/root; done
    cat > .setup/fonts.conf <<XML
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>$PWD/.setup/root/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>$PWD/.setup/fontcache</cachedir>
</fontconfig>
XML
}

# Of the packages in a list, those not installed are unpacked into the checkout.
unpack_missing() {
    command -v dpkg-query >/dev/null || return 0
    local missing
    mapfile -t missing < <(missing_packages "$1")
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "unpacking into .setup/root: ${missing[*]}"
    unpack_packages "${missing[@]}"
}

# Of the packages in a list, those not installed are installed, or unpacked without root.
install_missing() {
    command -v dpkg-query >/dev/null || return 0
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$1")
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || { unpack_missing "$1"; return; }
        as_root=(sudo -n)
    fi
    say "installing system packages: ${missing[*]}"
    "${as_root[@]}" apt-get -qq update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}"
}

# --no-deps: the locks name all, and pyasn1 newer than a package of the tests asks for.
# --no-compile: pip would compile on one processor, and fetch the next packages afterwards.
install_locked() {
    say "pinned packages ($1)"
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-compile --require-hashes -r "$1"
}

# Compiles on all processors what is not compiled yet, before processes side by side each do it.
# Some packages carry files of other Pythons.
compile_installed() {
    .venv/bin/python -m compileall -q -j 0 .venv/lib registration desktop_client backend practice resources testing \
        >/dev/null 2>&1 || true
}

make_environment() {
    local candidate python="" wheel
    for candidate in python3.11 python3.12 python3.13 python3; do
        if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            python=$candidate
            break
        fi
    done
    [ -n "$python" ] || { say "Python 3.11 or newer is needed; none was found"; exit 1; }
    say "virtual environment (.venv) with $("$python" --version)"
    if "$python" -m ensurepip --version >/dev/null 2>&1; then
        "$python" -m venv --clear .venv
    else
        # Debian without python3-venv: pip comes from the wheel in python3-pip-whl.
        "$python" -m venv --clear --without-pip .venv
        wheel=$(find .setup /usr/share/python-wheels -name 'pip-*.whl' 2>/dev/null | head -n 1 || true)
        [ -n "$wheel" ] || { say "neither ensurepip nor python3-pip-whl was found"; exit 1; }
        .venv/bin/python "$wheel/pip" install -q --no-index "$wheel"
    fi
}

# What tests ask is unpacked while packages of Python are installed: neither waits for the other.
unpacking= compiling=
unpack_for_tests() {
    [ -n "$for_tests" ] || return 0
    # Never installed, also with root: an installed slapd would start by itself.
    unpack_missing installer/dev/debian-test-packages &
    unpacking=$!
}

if [ -z "$runs" ]; then
    rm -f .setup/stamp .setup/stamp-tests
    install_missing installer/dev/debian-packages
    unpack_for_tests
    make_environment
    install_locked requirements.lock
    compile_installed &
    compiling=$!
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    [ -n "$for_tests" ] || wait "$compiling"
    echo "$run_inputs" > .setup/stamp
fi
if [ -n "$for_tests" ]; then
    [ -n "$unpacking" ] || unpack_for_tests
    install_locked requirements-dev.lock
    [ -z "$compiling" ] || wait "$compiling"
    compile_installed
    wait "$unpacking"
    echo "$test_inputs" > .setup/stamp-tests
fi
say "done"
