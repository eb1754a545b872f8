#!/usr/bin/env bash
# Does all that Quarkus does for a native image but the compilation (backend/Dockerfile.native does the same and compiles), and
# looks whether the result holds what native-image needs. Writes into application/target/native-sources, nowhere else.
#   native-sources.sh MVN…     the command that runs Maven for backend/pom.xml
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=$here/application/target
sources=$target/native-sources

fail() {
  echo "Native sources: $*" >&2
  exit 1
}

rm -rf "$sources"
"$@" -q -DskipTests -pl application -am package \
  -Dquarkus.native.enabled=true -Dquarkus.native.sources-only=true -Dquarkus.package.jar.enabled=false \
  -Dnotices.of=native-sources -Dnotices.output=native-sources/THIRD-PARTY.txt

[ -s "$sources/native-image.args" ] || fail "no arguments for native-image"
jar=$(grep -oE '[^ ]+-runner\.jar' "$sources/native-image.args" | head -n 1)
[ -s "$sources/$jar" ] || fail "the arguments name «$jar», which is not there"
[ -n "$(find "$sources/lib" -name '*.jar' -print -quit)" ] || fail "no libraries"

inside=$("$JAVA_HOME/bin/jar" tf "$sources/$jar")
has() { grep -qxF "$1" <<< "$inside" || fail "$1 is not in $jar"; }
metadata=META-INF/native-image/app.zapiska/telegram/reachability-metadata.json
has "$metadata"
# What application.properties tells a native image to take along lies in the jar of the settings' rules.
rules=$(find "$sources/lib" -name '*zapiska-settings*.jar' -print -quit)
[ -n "$rules" ] || fail "the rules of settings and passwords are not among the libraries"
for words in common-passwords.txt common-words.txt; do
  "$JAVA_HOME/bin/jar" tf "$rules" | grep -qxF "$words" || fail "$words is not in $rules"
  grep -qF "$words" "$here/application/src/main/resources/application.properties" || fail "a native image is not told of $words"
done
(cd "$here/application/src/main/resources" && find db -name '*.sql') | while read -r migration; do has "$migration"; done

unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
(cd "$unpacked" && "$JAVA_HOME/bin/jar" xf "$sources/$jar" "$metadata")
cmp -s "$unpacked/$metadata" "$here/application/src/main/resources/$metadata" \
  || fail "the metadata of Telegram's classes is not the one of the sources"
models=$(grep -c com.pengrad.telegrambot.model "$unpacked/$metadata")
[ "$models" -gt 200 ] || fail "only $models of Telegram's models are known to a native image"

echo "Native sources: $jar with $(find "$sources/lib" -name '*.jar' | wc -l) libraries, $models of Telegram's models, $(wc -w < "$sources/native-image.args") arguments for native-image"
