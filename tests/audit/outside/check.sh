#!/usr/bin/env bash
# An outside checker of an exported log of one bundle: coreutils and openssl only.
# Usage: check.sh FOLDER VKEY. Signature, root from the entries, disclosures, documents.
set -euo pipefail
folder=$1 vkey=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "$*" >&2; exit 1; }

# The signature: Ed25519 over the text before the blank line; 4 bytes of key id stand before it.
name=${vkey%%+*}
printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00' > "$work/key"
echo "${vkey#*+*+}" | base64 -d | tail -c 32 >> "$work/key"
sed '/^$/,$d' "$folder/log/checkpoint" > "$work/text"
grep -m 1 "^— $name " "$folder/log/checkpoint" | cut -d' ' -f3 | base64 -d | tail -c +5 > "$work/signature"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key" -rawin -in "$work/text" -sigfile "$work/signature" > /dev/null \
  || fail "the signature does not fit"
[ "$(sed -n 1p "$work/text")" = "$name" ] || fail "another origin"
size=$(sed -n 2p "$work/text")

# The leaves: SHA-256 of the byte 00 and each entry of the bundle.
bundle=$folder/log/tile/entries/000.p/$size
part() { dd if="$bundle" iflag=skip_bytes,count_bytes skip="$1" count="$2" status=none; }
at=0 end=$(stat -c %s "$bundle") leaves=()
while [ "$at" -lt "$end" ]; do
  length=$((16#$(part "$at" 2 | od -An -tx1 | tr -d ' ')))
  leaves+=("$( (printf '\x00'; part $((at + 2)) "$length") | sha256sum | cut -d' ' -f1)")
  at=$((at + 2 + length))
done
[ ${#leaves[@]} = "$size" ] || fail "${#leaves[@]} entries, signed are $size"

# The root: nodes are SHA-256 of the byte 01, left and right, split at the largest power of two below the number of leaves.
root() {
  local from=$1 to=$2 half=1
  if [ $((to - from)) = 1 ]; then echo "${leaves[$from]}"; return; fi
  while [ $((half * 2)) -lt $((to - from)) ]; do half=$((half * 2)); done
  printf '%b' "$(printf '01%s%s' "$(root "$from" $((from + half)))" "$(root $((from + half)) "$to")" | sed 's/../\\x&/g')" \
    | sha256sum | cut -d' ' -f1
}
[ "$(printf '%b' "$(root 0 "$size" | sed 's/../\\x&/g')" | base64)" = "$(sed -n 3p "$work/text")" ] || fail "another root"

# What is public: each name is the digest of the file, and stands in an entry.
for file in "$folder"/log/disclosures/*; do
  digest=$(openssl dgst -sha256 -binary "$file" | basenc --base64url | tr -d =)
  [ "$digest" = "$(basename "$file")" ] || fail "$file does not fit its name"
  grep -qaF "\"$digest\"" "$bundle" || fail "$file belongs to no entry"
done
for file in "$folder"/log/blobs/*; do
  [ "$(sha256sum < "$file" | cut -d' ' -f1)" = "$(basename "$file")" ] || fail "$file does not fit its name"
done
echo "$size $(sed -n 3p "$work/text")"
