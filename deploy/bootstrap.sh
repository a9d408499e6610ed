#!/usr/bin/env bash
# Makes .venv from uv.lock: `bootstrap.sh` for running, `bootstrap.sh dev` with the test tools too.
# Needs Python 3.11 or newer and nothing else. Quick when all is up to date. Speaks on stderr only.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly UV_LEAST=0.13
readonly UV_WANTED='uv>=0.13,<0.14'
readonly STAMP=.venv/.synced

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

find_python() {
    local name
    for name in python3.11 python3.12 python3.13 python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    return 1
}

is_new_enough() { # program
    local version
    version=$("$1" --version 2>/dev/null | cut -d' ' -f2) || return 1
    [ -n "$version" ] && [ "$(printf '%s\n' "$UV_LEAST" "$version" | sort -V | head -n1)" = "$UV_LEAST" ]
}

install_uv() { # python
    if "$1" -m pip --version >/dev/null 2>&1; then
        # --target: works where the system's packages are not pip's to change
        "$1" -m pip install --quiet --disable-pip-version-check --root-user-action ignore \
            --upgrade --target .tools/uv "$UV_WANTED" >&2
        return
    fi
    rm -rf .tools/uv
    "$1" -m venv .tools/uv >/dev/null 2>&1 || return 1
    .tools/uv/bin/python -m pip install --quiet --disable-pip-version-check "$UV_WANTED" >&2
}

install_pip() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    say 'Installing python3-pip ...'
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2 && apt-get install -qq -y --no-install-recommends python3-pip >&2
}

find_uv() { # python
    local place
    for place in uv .tools/uv/bin/uv; do
        if is_new_enough "$place"; then echo "$place"; return; fi
    done
    say 'Installing uv into .tools ...'
    install_uv "$1" || { install_pip && install_uv "$1"; } || return 1
    is_new_enough .tools/uv/bin/uv && echo .tools/uv/bin/uv
}

wanted=main
if [ "${1:-}" = dev ]; then wanted=dev; fi
state=$(sha256sum uv.lock pyproject.toml | sha256sum | cut -c1-64)
have=$(cat "$STAMP" 2>/dev/null || true)
case "$have" in
    "dev $state" | "$wanted $state") exit 0 ;;
    dev*) wanted=dev ;; # an update must not take the test tools away
esac

python=$(find_python) || fail 'Python 3.11 or newer is needed; on Debian: apt-get install python3.'
uv=$(find_uv "$python") ||
    fail 'uv could not be installed: install pip first (on Debian: apt-get install python3-pip), then try again.'

say 'Setting up .venv ...'
groups=(--no-dev)
if [ "$wanted" = dev ]; then groups=(--group dev); fi
unset VIRTUAL_ENV
export UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv
rm -f "$STAMP"
"$uv" sync --locked --quiet --compile-bytecode --python "$python" "${groups[@]}" >&2 ||
    fail 'The packages named in uv.lock could not be installed; the lines above say why.'
echo "$wanted $state" >"$STAMP"
