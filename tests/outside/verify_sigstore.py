"""Verifies a receipt with PyPI's `sigstore`: inclusion proof and checkpoint. Runs in an environment of its own, not in ours.

    python verify_sigstore.py ENTRY PROOF VKEY

Exit 0: it holds; 1: it does not.
"""

from __future__ import annotations

import sys
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sigstore._internal.trust import Keyring, RekorKeyring
from sigstore.errors import VerificationError
from sigstore.models import TransparencyLogEntry
from sigstore_models.common import v1 as common
from sigstore_models.rekor import v1 as rekor

SPKI = bytes.fromhex("302a300506032b6570032100")  # what stands before the 32 bytes of an Ed25519 key


def keyring(vkey: str) -> tuple[RekorKeyring, bytes]:
    """Our key as sigstore keeps one, and the id by which our checkpoints name it."""
    _, identity, encoded = vkey.split("+", 2)
    key = common.PublicKey(raw_bytes=b64encode(SPKI + b64decode(encoded)[1:]), key_details=common.PublicKeyDetails.PKIX_ED25519)
    return RekorKeyring(Keyring([key])), bytes.fromhex(identity)


def entry_of(entry: bytes, proof: str, identity: bytes) -> TransparencyLogEntry:
    """The receipt as sigstore has an entry of a log."""
    head, _, envelope = proof.partition("\n\n")
    _, index, *siblings = (line for line in head.split("\n") if not line.startswith("extra "))
    _, size, root = envelope.split("\n")[:3]
    place = index.removeprefix("index ")
    inclusion: dict[str, Any] = {"log_index": place, "tree_size": size, "root_hash": root, "hashes": siblings}
    return TransparencyLogEntry(
        rekor.TransparencyLogEntry(
            log_index=place,
            log_id=common.LogId(key_id=b64encode(identity)),
            kind_version=rekor.KindVersion(kind="entry", version="1"),
            inclusion_proof=rekor.InclusionProof(checkpoint=rekor.Checkpoint(envelope=envelope), **inclusion),
            canonicalized_body=b64encode(entry),
        )
    )


def main(entry: str, proof: str, vkey: str) -> int:
    keys, identity = keyring(vkey)
    try:
        entry_of(Path(entry).read_bytes(), Path(proof).read_text("utf-8"), identity)._verify(keys)
    except (VerificationError, ValidationError) as error:
        print("rejected:", error)
        return 1
    print("accepted")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
