#!/bin/sh
# Reads a night at once and then every night at 02:30; arguments are those of "questions nightly".
# QUESTIONS_WAIT=SECONDS waits so long between two nights instead.
set -u

child=
trap 'trap "" TERM INT; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null; wait; exit 0' TERM INT

seconds_to_next_night() {
    now=$(date +%s)
    next=$(date -d 'today 02:30' +%s)
    [ "$next" -gt "$now" ] || next=$(date -d 'tomorrow 02:30' +%s)
    echo $((next - now + $(shuf -i 0-1800 -n 1)))
}

while :; do
    questions nightly "$@" &
    child=$!
    wait "$child"
    questions status --notify "${QUESTIONS_NOTIFY:-}" &
    child=$!
    wait "$child"
    sleep "${QUESTIONS_WAIT:-$(seconds_to_next_night)}" &
    child=$!
    wait "$child"
done
