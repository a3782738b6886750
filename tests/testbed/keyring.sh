# A session bus with GNOME's keyring on it, both in the folder that this is started in: keyring.sh MODE
# `unlocked` opens the keyring, and makes it the first time; `locked` leaves it locked; `none` starts only the bus; `denied`
# has a bus that lets nobody speak to the keyring. Nothing else is on the bus, so nobody can be asked for a password.
set -eu
rule=''
if [ "$1" = denied ]; then
    rule='<deny send_destination="org.freedesktop.secrets"/>'
fi
cat >bus.conf <<END
<busconfig>
  <type>session</type>
  <listen>unix:path=$PWD/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    $rule
  </policy>
</busconfig>
END
mkdir -p run home
chmod 700 run
rm -f bus
dbus-daemon --config-file=bus.conf --nofork --nopidfile &
until [ -S bus ]; do sleep 0.02; done
export DBUS_SESSION_BUS_ADDRESS="unix:path=$PWD/bus" HOME="$PWD/home" XDG_RUNTIME_DIR="$PWD/run"
case $1 in
none) ;;
locked) gnome-keyring-daemon --foreground --components=secrets --control-directory="$PWD/run" & ;;
*) printf opens | gnome-keyring-daemon --unlock --foreground --components=secrets --control-directory="$PWD/run" & ;;
esac
echo $! >keyring.pid
wait
