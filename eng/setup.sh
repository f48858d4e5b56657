# shellcheck shell=bash
# Sourced by run, test and bench: finds the repository and installs what is missing.
# Every problem ends in one line that says what to do.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
log_folder=$root/artifacts/log
server_assembly=$root/src/Silo/bin/Release/net10.0/Vod.Silo.dll
clock_font=/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$(basename "$0"): $*"
    exit 1
}

# quietly LOG COMMAND...: output goes to artifacts/log/LOG.
quietly() {
    local log=$log_folder/$1
    shift
    mkdir -p "$log_folder"
    "$@" >"$log" 2>&1 </dev/null
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

has_command() { command -v "$1" >/dev/null 2>&1; }

# .NET loads libssl by name at run time, and so does the DTLS server.
has_openssl_library() { [[ $(PATH=$PATH:/sbin:/usr/sbin ldconfig -p) == *libssl.so.3* ]]; }

# A WebRTC client that is no browser, for the Python of the operating system.
has_aiortc() { /usr/bin/python3 -c 'import importlib.util as modules, sys; sys.exit(modules.find_spec("aiortc") is None)' 2>/dev/null; }

has_rtmp_server() { [ -e /usr/lib/nginx/modules/ngx_rtmp_module.so ]; }

require_dotnet() {
    has_command dotnet || fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
    (cd "$root" && dotnet --version >/dev/null 2>&1) || fail "global.json asks for a .NET 10 SDK; found: $(cd / && dotnet --version 2>/dev/null)"
}

require_node() {
    if ! has_command node || ! has_command npm; then
        fail "Node.js 20 or newer with npm is missing: https://nodejs.org/"
    fi
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js 20 or newer is needed; found $(node --version)"
}

# install_packages PACKAGE...: one apt call for all of them.
install_packages() {
    [ $# -gt 0 ] || return 0
    local by_hand="install by hand: $*"
    has_command apt-get || fail "no apt here; $by_hand"
    [ "$(id -u)" -eq 0 ] || has_command sudo || fail "neither root nor sudo; $by_hand"
    say "Installing $* ..."
    quietly apt.log as_root apt-get update -q || say "apt-get update failed, going on with the lists there are"
    quietly apt.log as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" ||
        fail "apt-get could not install; $by_hand (see artifacts/log/apt.log)"
}

# missing_packages LIST: those of "runtime" or "tests" that are not there yet.
missing_packages() {
    has_command ffmpeg || echo ffmpeg
    has_openssl_library || echo openssl
    [ -e "$clock_font" ] || echo fonts-dejavu-core
    if [ "$1" = tests ]; then
        has_command openssl || echo openssl
        has_command chromium || echo chromium
        has_command firefox-esr || echo firefox-esr
        has_command prometheus || echo prometheus
        has_aiortc || echo python3-aiortc
        has_command swift-proxy-server || echo swift-proxy swift-account swift-container swift-object
        has_command memcached || echo memcached
        has_rtmp_server || echo nginx libnginx-mod-rtmp
        has_command curl || echo curl
    fi
}

# install_web_packages runtime|tests: npm runs only when the lock file is newer than what is installed.
install_web_packages() {
    local installed=$root/node_modules/.package-lock.json
    local arguments=(ci --no-audit --no-fund --loglevel=error)
    if [ -e "$installed" ] && [ ! "$root/package-lock.json" -nt "$installed" ]; then
        [ "$1" = tests ] && [ ! -d "$root/node_modules/azurite" ] || return 0
    fi
    [ "$1" = tests ] || arguments+=(--omit=dev)
    require_node
    say "Installing web packages ..."
    quietly npm.log npm --prefix "$root" "${arguments[@]}" ||
        fail "npm could not install the web packages; try 'npm ${arguments[*]}' (see artifacts/log/npm.log)"
}

# build_server: runs the SDK only when a source is newer than the last good build, because asking the SDK takes longer than
# the server needs to start. The stamp carries the time at which that build began: an edit made meanwhile counts as new.
build_server() {
    local stamp=$root/src/Silo/obj/last-good-build
    if [ -e "$server_assembly" ] && [ -e "$stamp" ] && [ -z "$(newer_sources "$stamp")" ]; then
        return 0
    fi
    require_dotnet
    say "Building ..."
    mkdir -p "$(dirname "$stamp")"
    touch "$stamp.begun"
    if ! quietly build.log dotnet build "$root/src/Silo" -c Release -v quiet -nodeReuse:false; then
        awk '/: error / && !seen[$0]++ && ++shown <= 5' "$log_folder/build.log" >&2
        fail "the build failed (see artifacts/log/build.log)"
    fi
    mv "$stamp.begun" "$stamp"
}

# The first file or folder of the product that changed after FILE. A folder changes when something is added or removed.
newer_sources() {
    find "$root/src" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" "$root/.editorconfig" \
        \( -name bin -o -name obj \) -prune -o -newer "$1" -print -quit
}
