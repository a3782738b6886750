# Runs a server for as long as standard input stays open: watch.sh FOLDER COMMAND...
# However the test ends, be it killed, its end of the pipe closes; then the server's process group and the folder go.
folder=$1
shift
exec 3<&0
setsid "$@" </dev/null >"$folder/output" 2>&1 3<&- &
server=$!
{
    read -r _ <&3
    [ -e "$folder/exited" ] || kill -s KILL -- "-$server"
} &
reader=$!
wait "$server"
echo "$?" >"$folder/exited"
wait "$reader"
rm -rf -- "$folder"
