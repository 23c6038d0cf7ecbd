"""The instance key and keys derived from it. Whoever has the file and the database can read all sealed content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from consult.instance.randomness import random_bytes
from consult.instance.secret_files import secret_file

NONCE_SIZE = 12  # bytes
WRAPPING, NEXT_WRAPPING = "wrapping", "wrapping.next"
"""Files beside the instance key: the key that data keys are wrapped with, once it was exchanged; till then it is derived."""


class InstanceKey:
    """A key of 32 bytes in a file of mode 0600, made where there is none. Derived keys serve one purpose each."""

    def __init__(self, file: Path) -> None:
        self._secret = secret_file(file)
        self._wrapping = [AESGCM(key) for key in self._wrapping_keys(file.parent)]
        self._macs: dict[str, blake2b] = {}

    def derive(self, purpose: str) -> bytes:
        """32 bytes by HKDF-SHA-256 (RFC 5869), bound to `purpose`."""
        return HKDF(SHA256(), 32, salt=None, info=b"consult " + purpose.encode()).derive(self._secret)

    def mac(self, purpose: str, *texts: bytes) -> bytes:
        """Keyed BLAKE2b (RFC 7693), 32 bytes, over length-prefixed texts under the key for `purpose`."""
        if purpose not in self._macs:
            self._macs[purpose] = blake2b(key=self.derive(purpose), digest_size=32)
        mac = self._macs[purpose].copy()
        for text in texts:
            mac.update(len(text).to_bytes(8, "big") + text)
        return mac.digest()

    def _wrapping_keys(self, folder: Path) -> Iterator[bytes]:
        """The newest first: while they are exchanged, data keys are wrapped with the next one, or still with the one before."""
        for name in (NEXT_WRAPPING, WRAPPING):
            if (folder / name).exists():
                yield secret_file(folder / name)
        yield self.derive("data keys")

    def wrap(self, owner_id: UUID, data_key: bytes) -> bytes:
        nonce = random_bytes(NONCE_SIZE)
        return nonce + self._wrapping[0].encrypt(nonce, data_key, owner_id.bytes)

    def unwrap(self, owner_id: UUID, wrapped: bytes) -> bytes:
        """Raises InvalidTag where it was wrapped with none of the keys that are there."""
        nonce, content = wrapped[:NONCE_SIZE], wrapped[NONCE_SIZE:]
        for key in self._wrapping[:-1]:
            with suppress(InvalidTag):
                return key.decrypt(nonce, content, owner_id.bytes)
        return self._wrapping[-1].decrypt(nonce, content, owner_id.bytes)


class DataKey:
    """The key of one owner (a comment, or a decision): encrypts parts and blobs, bound to what they are."""

    def __init__(self, owner_id: UUID, key: bytes) -> None:
        self.owner_id = owner_id
        self._cipher = AESGCM(key)

    def encrypt(self, plain: bytes, what: str) -> bytes:
        nonce = random_bytes(NONCE_SIZE)
        return nonce + self._cipher.encrypt(nonce, plain, what.encode())

    def decrypt(self, ciphertext: bytes, what: str) -> bytes:
        return self._cipher.decrypt(ciphertext[:NONCE_SIZE], ciphertext[NONCE_SIZE:], what.encode())
