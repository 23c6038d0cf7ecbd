"""Checks the signature of a CMS SignedData (RFC 5652) with the certificate it carries; who issued that is not checked here."""

from __future__ import annotations

from typing import Annotated

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, Hash, HashAlgorithm

DIGESTS: dict[str, HashAlgorithm] = {
    "2.16.840.1.101.3.4.2.1": SHA256(),
    "2.16.840.1.101.3.4.2.2": SHA384(),
    "2.16.840.1.101.3.4.2.3": SHA512(),
}
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"


class SignatureInvalid(Exception):
    """The signature does not fit the content, or is of a kind that is not read here."""


@asn1.sequence
class _Algorithm:
    algorithm: x509.ObjectIdentifier
    parameters: asn1.Null | None


@asn1.sequence
class _Content:
    kind: x509.ObjectIdentifier
    content: Annotated[bytes, asn1.Explicit(0)]


@asn1.sequence
class _Attribute:
    kind: x509.ObjectIdentifier
    values: asn1.SetOf[asn1.TLV]


@asn1.sequence
class _Signer:
    version: int
    who: asn1.TLV
    digest: _Algorithm
    signed: Annotated[asn1.SetOf[asn1.TLV], asn1.Implicit(0)]
    algorithm: asn1.TLV
    signature: bytes
    unsigned: Annotated[asn1.SetOf[asn1.TLV] | None, asn1.Implicit(1)]


@asn1.sequence
class _SignedData:
    version: int
    digests: asn1.SetOf[asn1.TLV]
    content: _Content
    certificates: Annotated[asn1.SetOf[asn1.TLV] | None, asn1.Implicit(0)]
    revoked: Annotated[asn1.SetOf[asn1.TLV] | None, asn1.Implicit(1)]
    signers: asn1.SetOf[_Signer]


@asn1.sequence
class _ContentInfo:
    kind: x509.ObjectIdentifier
    content: Annotated[_SignedData, asn1.Explicit(0)]


def assert_signed(content_info: bytes, certificate: x509.Certificate) -> None:
    """The one signer's signature is by `certificate`, over attributes that hold the content's digest. Raises SignatureInvalid.

    Who issued the certificate is not asked. Ed25519, ECDSA and RSA (PKCS#1 v1.5) with SHA-256, -384 or -512.
    """
    try:
        data = asn1.decode_der(_ContentInfo, content_info).content
        (signer,) = data.signers.as_list()
        algorithm = DIGESTS[signer.digest.algorithm.dotted_string]
        named, signed = _digest_named(signer), asn1.encode_der(signer.signed)
    except (ValueError, KeyError) as error:
        raise SignatureInvalid(f"not a CMS SignedData of one signer that is read here: {error}") from error
    if named != _digest(algorithm, data.content.content):
        raise SignatureInvalid("the digest that is signed is not that of the content")
    _assert_by(certificate, signer.signature, signed, algorithm)


def _digest(algorithm: HashAlgorithm, content: bytes) -> bytes:
    digest = Hash(algorithm)
    digest.update(content)
    return digest.finalize()


def _digest_named(signer: _Signer) -> bytes:
    """The value of the message-digest attribute."""
    for item in signer.signed.as_list():
        attribute = item.parse(_Attribute)
        if attribute.kind.dotted_string == MESSAGE_DIGEST:
            return b"".join(value.parse(bytes) for value in attribute.values.as_list())
    raise ValueError("the digest of the content is not signed")


def _assert_by(certificate: x509.Certificate, signature: bytes, signed: bytes, algorithm: HashAlgorithm) -> None:
    try:
        key = certificate.public_key()
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(algorithm))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, signed, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, signed)
        else:
            raise SignatureInvalid(f"a key of kind {type(key).__name__}")
    except (InvalidSignature, UnsupportedAlgorithm, ValueError) as error:
        raise SignatureInvalid("the signature does not fit") from error
