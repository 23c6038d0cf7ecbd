"""A witness for tests, written to C2SP tlog-witness v1.0.0 with its refusals; knows one log."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consult.public_log.cosignature import COSIGNATURE, cosigned_text
from consult.public_log.note import EM_DASH, NoteInvalid, open_note, parse_checkpoint
from consult.public_log.proof import ProofInvalid, verify_consistency

LARGEST = 16 * 1024


class LocalWitness:
    """`answers`: the statuses given so far; `time`: of its cosignatures, POSIX seconds; `down`: it answers 503."""

    def __init__(self, name: str, log_key: str) -> None:
        self.name, self._log_key = name, log_key
        self._key = Ed25519PrivateKey.generate()
        self.size, self.root = 0, b""
        self.time = 1_772_413_200
        self.answers: list[int] = []
        self.requests: list[str] = []
        self.down = False

    @property
    def vkey(self) -> str:
        public = COSIGNATURE + self._key.public_key().public_bytes_raw()
        return f"{self.name}+{self._id().hex()}+{b64encode(public).decode()}"

    def _id(self) -> bytes:
        public = COSIGNATURE + self._key.public_key().public_bytes_raw()
        return sha256(self.name.encode() + b"\n" + public).digest()[:4]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        known = (scope["method"], scope["path"]) == ("POST", "/add-checkpoint")
        status, kind, answer = self.answered(body.decode()) if known else (404, b"text/plain", "")
        self.answers.append(status)
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})
        await send({"type": "http.response.body", "body": answer.encode()})

    def answered(self, request: str) -> tuple[int, bytes, str]:
        self.requests.append(request)
        plain = b"text/plain"
        if self.down:
            return 503, plain, ""
        first, _, note = request.partition("\n\n")
        old_line, *proof = first.split("\n")
        if len(request) > LARGEST or not old_line.startswith("old ") or len(proof) > 63:
            return 400, plain, ""
        old, origin = int(old_line[4:]), note.split("\n", 1)[0]
        if origin != self._log_key.split("+")[0]:
            return 404, plain, ""
        try:
            checkpoint = parse_checkpoint(open_note(note, self._log_key))
        except NoteInvalid:
            return 403, plain, ""
        if old > checkpoint.size:
            return 400, plain, ""
        if old != self.size or (old == checkpoint.size and self.root != checkpoint.root):
            return 409, b"text/x.tlog.size", f"{self.size}\n"
        if old and old < checkpoint.size:
            try:
                hashes = [b64decode(line, validate=True) for line in proof]
                verify_consistency(old, checkpoint.size, hashes, self.root, checkpoint.root)
            except ProofInvalid:
                return 422, plain, ""
        elif proof:
            return 422, plain, ""
        self.size, self.root = checkpoint.size, checkpoint.root
        return 200, plain, self.cosigned(checkpoint.text())

    def cosigned(self, text: str) -> str:
        signature = self._key.sign(cosigned_text(text, self.time))
        return f"{EM_DASH} {self.name} {b64encode(self._id() + self.time.to_bytes(8, 'big') + signature).decode()}\n"
