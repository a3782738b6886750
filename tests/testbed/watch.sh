# Runs a server for as long as standard input stays open: watch.sh FOLDER COMMAND...
# However the test ends, be it killed, its end of the pipe closes; then the server's process group and the folder go.
folder=$1
shift
exec 3<&0
setsid "$@" </dev/null >"$folder/output" 2>&1 3<&- &
server=$!
echo "$server" >"$folder/pid"
{
    read -r _ <&3
    if [ ! -e "$folder/exited" ]; then
        # A moment to take away lock files and sockets, and no more than a moment.
        kill -s TERM -- "-$server"
        for _ in 1 2 3 4 5 6 7 8 9 10; do
            [ -e "$folder/exited" ] && break
            sleep 0.1
        done
        kill -s KILL -- "-$server"
    fi
} 2>/dev/null &
reader=$!
wait "$server"
echo "$?" >"$folder/exited"
wait "$reader"
rm -rf -- "$folder"
