#!/usr/bin/env bash
# Lists the backend's tests that need more than a JVM of their own, as patterns for Surefire: those that start Quarkus, a process
# or a database, themselves or through a class of the tests that does. Read from the sources each time, so nobody has to mark a
# test, and none can be marked wrongly.
set -euo pipefail
cd "$(dirname "$0")"
NEEDS='@Quarkus(Main)?(Integration)?Test\b|\bProcessBuilder\b|\bEmbeddedPostgres\b|\bRedisServer\b|\bRuntime\.getRuntime\b'
all=$(find ./*/src/test/java -name '*.java')
# shellcheck disable=SC2086
heavy=$(grep -lE "$NEEDS" $all | sort -u)
while :; do
  names=$(echo "$heavy" | sed 's,.*/,,; s,\.java$,,' | grep -v -e 'Test$' -e 'IT$' | paste -sd '|' -)
  # shellcheck disable=SC2086
  more=$({ echo "$heavy"; [ -z "$names" ] || grep -lE "\b($names)\b" $all; } | sort -u)
  [ "$more" != "$heavy" ] || break
  heavy=$more
done
echo "$heavy" | sed -n 's,.*/src/test/java/\(.*Test\)\.java$,\1.java,p'
