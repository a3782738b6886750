# Sourced by the scripts beside it: sets up what they need on a Debian machine, and says what it does.
# Needs only git, curl and a Rust toolchain to be there.

# What a build needs.
build_packages="gcc libc6-dev"
# What the window loads when it opens, for X11 and for Wayland.
window_packages="libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon0 libxkbcommon-x11-0 libwayland-client0"
# The servers and the screen of the tests; ejabberd draws its puzzles with ImageMagick and a font, slidge tells kinds of
# files apart with the library of `file`.
test_packages="prosody prosody-modules ejabberd imagemagick fonts-dejavu-core xvfb openbox xdotool dbus-daemon dbus-bin gnome-keyring libsecret-tools python3-venv file"
# Services that come with those packages. The tests run servers of their own and leave these alone.
packaged_services="prosody ejabberd epmd"

# Prints each argument on a line of its own.
say() {
    printf "%s\n" "$@"
}

# Where things are kept between runs.
cache_folder() {
    printf '%s/vestibule' "${XDG_CACHE_HOME:-$HOME/.cache}"
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Installs those of the packages named that are missing: as root or with sudo; otherwise prints the line to run.
need_packages() {
    local package service missing=() as_root=() new_services=() policy=/usr/sbin/policy-rc.d
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        say "These Debian packages (or their like) are needed, and there is no apt-get here: ${missing[*]}"
        return 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            as_root=(sudo)
        else
            say "Packages are missing. Run this line as root, then start again:"
            say "apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
            return 1
        fi
    fi
    say "Installing ${missing[*]}"
    for service in $packaged_services; do
        has_service "$service" || new_services+=("$service")
    done
    local log status=0
    log=$(mktemp)
    (
        # Debian starts a service when its package is installed, unless this file says no.
        if [ ! -e "$policy" ]; then
            trap '"${as_root[@]}" rm -f "$policy"' EXIT
            trap 'exit 130' INT TERM
            printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
            "${as_root[@]}" chmod 755 "$policy"
        fi
        "${as_root[@]}" apt-get update
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends "${missing[@]}"
    ) >"$log" 2>&1 </dev/null || status=1
    # What came as a passenger of this installation is not to start with the machine either.
    for service in "${new_services[@]}"; do
        if has_service "$service"; then
            say "Leaving the packaged service $service switched off"
            "${as_root[@]}" update-rc.d "$service" disable >>"$log" 2>&1 || true
        fi
    done
    if [ "$status" -ne 0 ]; then
        tail -n 20 "$log"
        say "Installing failed"
    fi
    rm -f "$log"
    return "$status"
}

has_service() {
    [ -e "/etc/init.d/$1" ] || [ -e "/lib/systemd/system/$1.service" ]
}

# The Rust toolchain is the one thing that is taken as given: says so where it is not.
need_rust() {
    if ! command -v cargo >/dev/null; then
        say "There is no Rust toolchain here: install one (Rust $(minimum_rust) or newer) and start again."
        return 1
    fi
    for component in "$@"; do
        cargo "$component" --version >/dev/null 2>&1 && continue
        if command -v rustup >/dev/null; then
            say "Adding $component to the Rust toolchain"
            rustup component add "$([ "$component" = fmt ] && echo rustfmt || echo "$component")" || return 1
        else
            say "cargo $component is missing: install the toolchain's $component and start again."
            return 1
        fi
    done
}

minimum_rust() {
    sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml
}

# A Python in an environment of its own in the user's cache, with the packages that a file lists: by default those of the
# tests, with slixmpp, the second client that says whether an account works. Prints its path; what it does is said on
# standard error.
need_python() {
    local requirements=${1:-tests/python/requirements.txt} folder log
    folder="$(cache_folder)/python-$(sha256sum <"$requirements" | cut -c 1-12)"
    if [ ! -e "$folder/complete" ]; then
        say "Installing the $(grep -c == "$requirements") Python packages of $requirements" >&2
        log=$(mktemp)
        rm -rf "$folder"
        mkdir -p "$(dirname "$folder")"
        # Debian's own Python: another one that is first in PATH may lack what venv needs.
        if ! { /usr/bin/python3 -m venv "$folder" &&
            "$folder/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"; } >"$log" 2>&1; then
            tail -n 20 "$log" >&2
            rm -f "$log"
            say "Installing them failed" >&2
            return 1
        fi
        rm -f "$log"
        : >"$folder/complete"
    fi
    printf '%s\n' "$folder/bin/python"
}
