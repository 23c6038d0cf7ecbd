"""A time stamping authority for tests (RFC 3161): the openssl command with keys and certificates of its own, behind HTTP.

`openssl ts` knows only the machine's clock; for a told time the token is put together by `openssl asn1parse` and signed by
`openssl cms`, and `openssl ts -verify` takes the one as well as the other.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

TST_INFO = "1.2.840.113549.1.9.16.1.4"
POLICY = "1.2.3.4.1"
CONFIGURATION = f"""
[tsa]
default_tsa = t
[t]
serial = serial
signer_cert = tsa.pem
certs = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = {POLICY}
digests = DIGESTS
accuracy = secs:1
ess_cert_id_alg = sha256
"""
TOLD = """
asn1 = SEQUENCE:info
[info]
version = INTEGER:1
policy = OID:{policy}
imprint = SEQUENCE:imprint
serial = INTEGER:{serial}
time = GENERALIZEDTIME:{time:%Y%m%d%H%M%SZ}
accuracy = SEQUENCE:accuracy
nonce = INTEGER:{nonce}
[imprint]
algorithm = SEQUENCE:algorithm
digest = FORMAT:HEX,OCTETSTRING:{digest}
[algorithm]
name = OID:sha256
none = NULL
[accuracy]
seconds = INTEGER:1
"""
GRANTED = bytes.fromhex("3003020100")  # PKIStatusInfo


class LocalAuthority:
    """`mood`: how it answers (see `_answered`); `told`: the time that it states, the machine's where None; `asked`: how often."""

    def __init__(self, folder: Path, told: Callable[[], datetime] | None = None, *, valid_until: int = 2060) -> None:
        folder.mkdir(parents=True)
        self.folder, self.told = folder, told
        self.mood = "well"
        self.asked = 0
        root_key, key = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
        root = _certificate("Test root", root_key, "Test root", root_key, 2060, authority=True)
        own = _certificate("Test time stamps", key, "Test root", root_key, valid_until)
        (folder / "roots.pem").write_bytes(root.public_bytes(Encoding.PEM))
        (folder / "tsa.pem").write_bytes(own.public_bytes(Encoding.PEM))
        (folder / "tsa.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (folder / "ts.cnf").write_text(CONFIGURATION.replace("DIGESTS", "sha256, sha512"))
        (folder / "strict.cnf").write_text(CONFIGURATION.replace("DIGESTS", "sha512"))

    @property
    def roots(self) -> Path:
        return self.folder / "roots.pem"

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        self.asked += 1
        kind = dict(scope["headers"]).get(b"content-type")
        known = scope["method"] == "POST" and kind == b"application/timestamp-query"
        status, answer = self._answered(body) if known else (400, b"")
        headers = [(b"content-type", b"application/timestamp-reply")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    def _answered(self, query: bytes) -> tuple[int, bytes]:
        match self.mood:
            case "down":
                return 503, b""
            case "garbage":
                return 200, b"<html>good morning</html>"
            case "long":
                return 200, b"\0" * 20_000
            case "rejecting":
                return 200, self.reply(query, "strict.cnf")
            case "another nonce":
                return 200, self.reply(self._query(self._digest(query)))
            case "another imprint":
                return 200, self.reply(self._query("ab" * 32))
            case "altered":
                answer = self.reply(query)
                return 200, answer[:-5] + bytes([answer[-5] ^ 1]) + answer[-4:]
            case _:
                return 200, self.reply(query) if self.told is None else self.stamped(query, self.told())

    def reply(self, query: bytes, configuration: str = "ts.cnf") -> bytes:
        """As `openssl ts` answers, at the machine's time."""
        (self.folder / "query").write_bytes(query)
        self._openssl("ts", "-reply", "-config", configuration, "-queryfile", "query", "-out", "answer")
        return (self.folder / "answer").read_bytes()

    def stamped(self, query: bytes, at: datetime) -> bytes:
        """An answer that states the time `at`."""
        facts = {"serial": self.asked + 1, "time": at.astimezone(UTC), "digest": self._digest(query), "nonce": self._nonce(query)}
        (self.folder / "told.cnf").write_text(TOLD.format(policy=POLICY, **facts))
        self._openssl("asn1parse", "-genconf", "told.cnf", "-noout", "-out", "told")
        signer = ("-signer", "tsa.pem", "-inkey", "tsa.key", "-md", "sha256", "-cades")
        form = ("-binary", "-nodetach", "-econtent_type", TST_INFO, "-outform", "DER")
        self._openssl("cms", "-sign", *form, *signer, "-in", "told", "-out", "token")
        content = GRANTED + (self.folder / "token").read_bytes()
        return b"\x30\x82" + len(content).to_bytes(2, "big") + content

    def stamp_of(self, text: bytes, at: datetime) -> bytes:
        """An answer for these bytes, that states the time `at`."""
        return self.stamped(self._query(sha256(text).hexdigest()), at)

    def _query(self, digest: str) -> bytes:
        self._openssl("ts", "-query", "-sha256", "-digest", digest, "-cert", "-out", "own-query")
        return (self.folder / "own-query").read_bytes()

    def _digest(self, query: bytes) -> str:
        return _octets(query, 32)

    def _nonce(self, query: bytes) -> str:
        (self.folder / "query").write_bytes(query)
        said = self._openssl("ts", "-query", "-in", "query", "-text")
        return next(line.split()[1] for line in said.splitlines() if line.startswith("Nonce:"))

    def _openssl(self, *arguments: str) -> str:
        done = subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
        return done.stdout


def _octets(query: bytes, length: int) -> str:
    """The OCTET STRING of this length."""
    start = query.index(bytes([4, length])) + 2
    return query[start : start + length].hex()


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(
    subject: str,
    key: EllipticCurvePrivateKey,
    issuer: str,
    signing: EllipticCurvePrivateKey,
    until: int,
    *,
    authority: bool = False,
) -> x509.Certificate:
    """Valid from 2020 to the year `until`; of a root, or for time stamping."""
    usage = dict.fromkeys(
        ["content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"], False
    )
    own = {"digital_signature": not authority, "key_cert_sign": authority, "crl_sign": authority}
    made = (
        x509.CertificateBuilder(_name(issuer), _name(subject), key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(until, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**own, **usage), critical=True)
    )
    if not authority:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(signing, SHA256())
