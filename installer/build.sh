#!/bin/bash
# build.sh: the installation package of Fettle for 64-bit Windows. The same inputs give the same bytes.
#
#   --out FOLDER         where fettle-VERSION.msi goes; target/installer where not given
#   --runtime FOLDER     the Java runtime for Windows x64, 21 or newer, to put in (also -Dwindows.runtime=FOLDER); where
#                        not given, the Temurin runtime that the tests use is fetched from Maven Central
#   --version X.Y.Z      another version than pom.xml has, to rehearse an upgrade
#   --sign-key FILE --sign-cert FILE [--sign-pass FILE] [--timestamp URL]
#                        signs our own program files and the package: key and chain in PEM, the key's pass phrase in a
#                        file, and an RFC 3161 time stamp server, without which signatures end with the certificate
#
# Exit code 64: wrong usage; 69: a tool is missing and cannot be installed.
set -euo pipefail
umask 022
export LC_ALL=C TZ=UTC

project=$(cd "$(dirname "$0")/.." && pwd)
packages=(msitools wixl osslsigncode gcc-mingw-w64-x86-64)
jre_artifact=org.sonarsource.scanner.cli:sonar-scanner-cli:8.1.0.6389:zip:windows-x64

say() { echo "installer: $*"; }
fail() { echo "installer: $1" >&2; exit "${2:-1}"; }
pom() { sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" "$project/pom.xml" | head -n 1; }

out=$project/target/installer runtime= version=$(pom version) sign_key= sign_cert= sign_pass= timestamp=
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=${2:?}; shift 2 ;;
    --runtime) runtime=${2:?}; shift 2 ;;
    -Dwindows.runtime=*) runtime=${1#*=}; shift ;;
    --version) version=${2:?}; shift 2 ;;
    --sign-key) sign_key=$(realpath "${2:?}"); shift 2 ;;
    --sign-cert) sign_cert=$(realpath "${2:?}"); shift 2 ;;
    --sign-pass) sign_pass=$(realpath "${2:?}"); shift 2 ;;
    --timestamp) timestamp=${2:?}; shift 2 ;;
    -h | --help) sed -n '2,/^set /s/^# \{0,1\}//p' "$0"; exit ;;
    *) fail "unknown option $1; --help lists them" 64 ;;
  esac
done
[[ $version =~ ^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,5})$ ]] \
  || fail "Windows Installer needs a version of three numbers, not $version" 64
[ -n "$sign_key" ] && [ -n "$sign_cert" ] || [ -z "$sign_key$sign_cert$sign_pass$timestamp" ] \
  || fail "signing takes --sign-key and --sign-cert" 64

have_tools() {
  local tool
  for tool in wixl msibuild msiinfo osslsigncode x86_64-w64-mingw32-gcc unzip; do
    command -v $tool >/dev/null || return 1
  done
}

get_tools() {
  local install="apt-get install --no-install-recommends ${packages[*]} unzip"
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null \
    || fail "tools are missing: \`$install\` on Debian, or the like, as root" 69
  { apt-get update -qq || true
    DEBIAN_FRONTEND=noninteractive $install -qq -y -o DPkg::Lock::Timeout=600 || true; } </dev/null >&2
  have_tools || fail "tools are missing: tried \`$install\` in vain" 69
}

# The newest JDK of this machine, for the recipe; Maven and the launcher's build find theirs by themselves.
find_jdk() {
  local newest=20 feature candidate javac
  javac=$(readlink -f "$(command -v javac || true)") || javac=
  for candidate in "${JAVA_HOME:-}" "${javac%/bin/javac}" /usr/lib/jvm/* /opt/*jdk*; do
    [ -x "$candidate/bin/javac" ] && [ -r "$candidate/release" ] || continue
    feature=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$candidate/release")
    if [ "${feature:-0}" -gt "$newest" ]; then newest=$feature jdk=$candidate; fi
  done
  [ -n "${jdk:-}" ] || fail "a JDK of 21 or newer is needed; set JAVA_HOME to one" 69
}

recipe() { "$jdk/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$work/recipe" "$@"; }

build_program() {
  local jar=$project/target/fettle.jar
  if [ ! -e "$jar" ] || [ -n "$(find "$project/src/main" "$project/pom.xml" \
      -newer "$jar" -print -quit)" ]; then
    say "building the program"
    (cd "$project" && ./mvnw -q -DskipTests package </dev/null >&2)
  fi
}

# Exactly the jars that the program's own manifest names: target/lib may hold some of an earlier build. They are as Maven
# Central has them, but for JNA's, which loses its libraries for other systems.
stage_program() {
  mkdir -p "$stage/bin" "$stage/lib"
  local jar
  cp "$project/LICENSE" "$stage/"
  recipe StoredJar "$project/target/fettle.jar" "$stage/fettle.jar"
  for jar in $(unzip -p "$stage/fettle.jar" META-INF/MANIFEST.MF | tr -d '\r' | sed ':a;N;$!ba;s/\n //g' \
      | sed -n 's/^Class-Path: //p'); do
    case $jar in
      lib/jna-[0-9]*)
        recipe StoredJar "$project/target/$jar" "$stage/$jar"
        unzip -p "$project/target/$jar" com/sun/jna/win32-x86-64/jnidispatch.dll >"$stage/lib/jnidispatch.dll"
        ;;
      *) cp "$project/target/$jar" "$stage/lib/" ;;
    esac
  done
  "$project/agent/launcher/build" "$version" "$stage/bin"
  [ ! -x "$project/agent/events/build" ] || "$project/agent/events/build" "$version" "$stage/bin"
  (cd "$project" && find policies -name '*.fettle' -prune -o -type f \
    \( -name '*.yaml' -o -name '*.md' -o -name '*.json' \) -exec cp --parents {} "$stage/" \;)
  [ ! -e "$project/agent/agent.example.yaml" ] || cp "$project/agent/agent.example.yaml" "$stage/"
  if [ -d "$project/agent/admx" ]; then
    mkdir -p "$stage/admx"
    (cd "$project/agent/admx" && find . -type f \( -name '*.admx' -o -name '*.adml' \) -exec cp --parents {} "$stage/admx/" \;)
  fi
}

fetch_runtime() {
  runtime=$project/target/installer-runtime/${jre_artifact//:/_}
  origin="$jre_artifact of Maven Central"
  [ ! -e "$runtime/release" ] || return 0
  local fetched=$work/fetched
  (cd "$project" && ./mvnw -q dependency:unpack "-Dartifact=$jre_artifact" '-Dmdep.unpack.includes=*/jre/**' \
    "-DoutputDirectory=$fetched" "-Dmdep.overWriteReleases=true" "-DmarkersDirectory=$work/markers" </dev/null >&2)
  mkdir -p "${runtime%/*}"
  rm -rf "$runtime"
  mv "$fetched"/*/jre "$runtime"
}

# What the agent never loads: windows, fonts, sound, debugging, tools, and the C runtime that is part of Windows 10.
# Nothing that is kept is altered; legal/, NOTICE and release stay.
unneeded=(
  'bin/*.exe' 'bin/api-ms-win-*.dll' bin/ucrtbase.dll
  bin/{awt,fontmanager,freetype,javajpeg,jawt,jsound,lcms,mlib_image,splashscreen}.dll
  bin/{javaaccessbridge,windowsaccessbridge-64,jsvml,jdwp,dt_socket,j2pcsc}.dll
  'bin/server/classes_nocoops*.jsa' 'lib/*.lib' 'lib/psfont*' 'lib/fontconfig*' lib/classlist
)
needed='bin/java.exe bin/keytool.exe'

stage_runtime() {
  origin=$runtime
  [ -n "$runtime" ] || fetch_runtime
  local about=$runtime/release file
  [ -e "$about" ] && [ -e "$runtime/bin/server/jvm.dll" ] || fail "$runtime holds no Java runtime for Windows" 64
  grep -q '^OS_NAME="Windows"' "$about" && grep -q '^OS_ARCH="\(x86_64\|amd64\)"' "$about" \
    || fail "$runtime is no runtime for Windows x64" 64
  java_version=$(sed -n 's/^JAVA_VERSION="\(.*\)".*/\1/p' "$about")
  [ "${java_version%%.*}" -ge 21 ] || fail "$runtime is Java $java_version; 21 or newer is needed" 64
  java_vendor=$(sed -n 's/^IMPLEMENTOR="\(.*\)".*/\1/p' "$about")
  say "runtime: $java_vendor $java_version, from $origin"
  cp -rL "$runtime" "$stage/runtime"
  (
    cd "$stage/runtime"
    for file in ${unneeded[*]}; do
      [[ " $needed " == *" $file "* ]] || rm -f "$file"
    done
  )
}

sign() { # FILE [OPTION…]
  [ -n "$sign_key" ] || return 0
  local file=$1 said
  shift
  local options=(-certs "$sign_cert" -key "$sign_key" -h sha256 -n Fettle "$@")
  [ -z "$sign_pass" ] || options+=(-readpass "$sign_pass")
  # Without a time stamp the signer says the time itself: that of the build's inputs, so that bytes stay the same.
  if [ -n "$timestamp" ]; then options+=(-ts "$timestamp"); else options+=(-time "$(date -d "$built" +%s)"); fi
  said=$(osslsigncode sign "${options[@]}" -in "$file" -out "$file.signed" 2>&1) || fail "cannot sign ${file##*/}: $said"
  mv "$file.signed" "$file"
}

build_package() {
  local events=no said
  [ ! -e "$stage/bin/fettle-events.dll" ] || events=yes
  cp "$project/installer/fettle.wxs" "$work/"
  recipe Parts "$stage" >"$work/parts.wxs"
  said=$(cd "$work" && wixl -a x64 -D "Version=$version" -D "ProductCode=$(recipe Guid "product $version")" \
    -D "Events=$events" -o fettle.msi fettle.wxs parts.wxs 2>&1) || fail "wixl failed: $said"
  # What wixl does not know it leaves out with a warning, if with that.
  [ -z "$said" ] || fail "wixl said: $said"
  recipe Tables "$work/fettle.msi" "$stage" "$built"
}

have_tools || get_tools
find_jdk
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d "$out/building.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
stage=$work/stage
built=$(pom project.build.outputTimestamp)

"$jdk/bin/javac" -d "$work/recipe" "$project"/installer/recipe/*.java
build_program
stage_program
stage_runtime
for file in "$stage"/bin/*.exe "$stage"/bin/*.dll "$stage/lib/jnidispatch.dll"; do
  [ ! -e "$file" ] || sign "$file"
done
build_package
sign "$work/fettle.msi" -add-msi-dse

msi=$out/fettle-$version.msi
mv "$work/fettle.msi" "$msi"
size=$(stat -c %s "$msi")
say "$msi"
say "version $version, $(awk "BEGIN { printf \"%.1f\", $size / 1000000 }") MB ($size bytes)"
if [ -n "$sign_key" ]; then say "signed${timestamp:+, with a time stamp of $timestamp}"; else say "not signed"; fi
say "SHA-256 $(sha256sum "$msi" | cut -d' ' -f1)"
