#!/usr/bin/env bash
# Sees to the system packages that the tests need: installs what is missing when root, else names it.
set -euo pipefail

missing=()
need() { # package, then a command that succeeds when it is there
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
has_language() { compgen -G "/usr/share/tesseract-ocr/*/tessdata/$1.traineddata"; }
has_postgres() { command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb'; }

need postgresql has_postgres
need redis-server command -v redis-server
need curl command -v curl
need nodejs command -v node
need fonts-dejavu-core test -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
need poppler-utils command -v pdfinfo
need tesseract-ocr command -v tesseract
need tesseract-ocr-deu has_language deu
need catdoc command -v catdoc
need libreoffice-writer-nogui command -v soffice

if [ ${#missing[@]} = 0 ]; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need these system packages, please install them: ${missing[*]}" >&2
    exit 1
fi
echo "Installing ${missing[*]} ..." >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >&2
apt-get install -qq -y --no-install-recommends "${missing[@]}" >&2
