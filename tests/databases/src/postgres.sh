# One PostgreSQL cluster in the folder $1 with the binaries in $2 and the settings $3, until standard input ends: that is when the
# test process that holds its other end has gone, however it went. initdb and postgres refuse root.
folder=$1 binaries=$2 settings=$3
as_server() {
    if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$1"; else sh -c "$1"; fi
}
if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
as_server "'$binaries/initdb' -D '$folder/data' -A trust --no-sync -U app --encoding UTF8 --locale C" >"$folder/log" 2>&1 &&
    as_server "'$binaries/pg_ctl' -D '$folder/data' -w -t 300 -l '$folder/data/log' start \
        -o \"-k '$folder' -c listen_addresses='' -c max_connections=400 -c shared_buffers=32MB $settings\"" >>"$folder/log" 2>&1 &&
    echo ready && exec >/dev/null && cat >/dev/null
as_server "'$binaries/pg_ctl' -D '$folder/data' -m immediate -w stop" >>"$folder/log" 2>&1
rm -rf "$folder"
