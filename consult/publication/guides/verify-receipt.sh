#!/bin/sh
# Verifies one receipt of the public log with coreutils and openssl, nothing else.
#
#   sh verify-receipt.sh RECEIPT VKEY [DISCLOSURES]
#
# RECEIPT: receipt-12 where the files are receipt-12.entry and receipt-12.tlog-proof. VKEY: the log's verification key.
# DISCLOSURES: the file with your own words, disclosures.txt. Exit 0: all holds; 1: something does not;
# 2: used otherwise.
set -eu
if [ $# -lt 2 ] || [ $# -gt 3 ]; then
    {
        printf '用法：sh %s 回执 验证密钥 [原文文件]\n' "$0"
        printf '  回执：两个文件的共同名称，如receipt-12（receipt-12.entry和receipt-12.tlog-proof）\n'
        printf '  验证密钥：这份公开记录的密钥，形如“名称+编号+密钥”；原文文件：disclosures.txt，可以没有\n'
        printf 'Usage: sh %s RECEIPT VKEY [DISCLOSURES]\n' "$0"
        printf '  RECEIPT: what the two files have in common, as receipt-12 (receipt-12.entry, receipt-12.tlog-proof)\n'
        printf '  VKEY: verification key of the log, as name+id+key. DISCLOSURES: disclosures.txt, may be left out\n'
    } >&2
    exit 2
fi
receipt=$1 vkey=$2 disclosures=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { printf 'FAILS: %s\n' "$1"; exit 1; }
digest() { openssl dgst -sha256 -binary; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
unpacked() { printf %s "$1" | base64 -d 2>/dev/null; }
number() { case $1 in '' | *[!0-9]* | 0?*) fail "$2: not a number" ;; esac; }

# Your words: each line's digest stands in the entry.
words() {
    while IFS= read -r line; do
        name=$(printf %s "$line" | digest | basenc --base64url | tr -d '=\n')
        case $(cat "$receipt.entry") in *"\"$name\""*) ;; *) fail "words: $name is not in the entry" ;; esac
        while [ $((${#line} % 4)) -ne 0 ]; do line=$line=; done
        printf 'words: %s\n' "$(printf %s "$line" | basenc -d --base64url)"
    done <"$disclosures"
}
[ -z "$disclosures" ] || words

# The proof: index, hashes from leaf to root, a blank line, the signed checkpoint.
{
    IFS= read -r line && [ "$line" = c2sp.org/tlog-proof@v1 ] || fail "proof: another format"
    IFS= read -r line || line=
    case $line in 'extra '*) IFS= read -r line || line= ;; esac
    case $line in 'index '*) index=$(printf %s "$line" | cut -d ' ' -f 2-) ;; *) fail "proof: no index" ;; esac
    hashes=
    while IFS= read -r line && [ -n "$line" ]; do hashes="$hashes $line"; done
    cat >"$work/checkpoint"
} <"$receipt.tlog-proof"

# The checkpoint: three lines that are signed, a blank line, signature lines.
head -n 3 "$work/checkpoint" >"$work/text"
{
    IFS= read -r origin && IFS= read -r size && IFS= read -r root && IFS= read -r blank || fail "checkpoint: cut short"
    [ -z "$blank" ] || fail "checkpoint: more than three lines"
} <"$work/checkpoint"
number "$index" index
number "$size" size
[ "$index" -lt "$size" ] || fail "proof: entry $index in a log of $size"

# The key: name, id and, in base64, the byte 01 and the 32 bytes of an Ed25519 key.
name=${vkey%%+*} rest=${vkey#*+}
id=${rest%%+*} key=${rest#*+}
unpacked "$key" >"$work/key" || fail "key: not base64"
[ "$(head -c 1 "$work/key" | hex) $(wc -c <"$work/key" | tr -d ' ')" = '01 33' ] || fail "key: not Ed25519"
[ "$({ printf '%s\n' "$name"; cat "$work/key"; } | digest | head -c 4 | hex)" = "$id" ] || fail "key: contradicts its id"
[ "$origin" = "$name" ] || fail "checkpoint: of another log, $origin"
{ printf '\060\052\060\005\006\003\053\145\160\003\041\000'; tail -c 32 "$work/key"; } >"$work/key.der"

# The signature: of the line that names the key, 4 bytes are the key's id, 64 are the signature.
signed=
tail -n +5 "$work/checkpoint" >"$work/lines"
while IFS=' ' read -r dash signer encoded; do
    if [ "$dash" = '—' ] && [ "$signer" = "$name" ] && unpacked "$encoded" >"$work/line"; then
        if [ "$(head -c 4 "$work/line" | hex)" = "$id" ]; then signed=yes && tail -c +5 "$work/line" >"$work/signature"; fi
    fi
done <"$work/lines"
[ -n "$signed" ] || fail "signature: none by this key"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin -in "$work/text" -sigfile "$work/signature" \
    >"$work/said" 2>&1 || fail "signature: does not fit the checkpoint"

# The root: from the entry's leaf upwards (RFC 9162, section 2.1.3.2).
node() { { printf '\001' && cat "$1" "$2"; } | digest >"$work/node" && mv "$work/node" "$work/hash"; }
{ printf '\000' && cat "$receipt.entry"; } | digest >"$work/hash"
printf 'leaf: %s\n' "$(hex <"$work/hash")"
place=$index last=$((size - 1))
for sibling in $hashes; do
    [ "$last" -ne 0 ] || fail "root: too many hashes"
    unpacked "$sibling" >"$work/sibling" || fail "root: a hash is not base64"
    [ "$(wc -c <"$work/sibling" | tr -d ' ')" = 32 ] || fail "root: a hash is misshapen"
    if [ $((place % 2)) -eq 1 ] || [ "$place" -eq "$last" ]; then
        node "$work/sibling" "$work/hash"
        while [ $((place % 2)) -eq 0 ] && [ "$place" -ne 0 ]; do place=$((place / 2)) last=$((last / 2)); done
    else
        node "$work/hash" "$work/sibling"
    fi
    place=$((place / 2)) last=$((last / 2))
done
[ "$last" -eq 0 ] || fail "root: too few hashes"
[ "$(base64 "$work/hash" | tr -d '\n')" = "$root" ] || fail "root: calculated $(base64 "$work/hash")"
printf 'ALL HOLDS: entry %s of %s in %s\n' "$index" "$size" "$origin"
