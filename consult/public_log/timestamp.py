"""Time stamps 时间戳 over a checkpoint: RFC 3161 requests and answers. Needs no server, no database, no secret.

What is stamped is SHA-256 over the text of the checkpoint (origin, size, root lines), so that `openssl ts -verify` can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

import msgspec
from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from consult.public_log.cms import SignatureInvalid, assert_signed
from consult.public_log.note import Checkpoint

GRANTED = 0
SHA256 = "2.16.840.1.101.3.4.2.1"
PRECISION = timedelta(seconds=1)
"""The library tells whole seconds, cut off."""


class TimeStampInvalid(Exception):
    """An answer is no time stamp of this checkpoint; `code` as in the audit's report."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code


class TimeStamp(msgspec.Struct, frozen=True):
    """`at`: the authority's time, UTC, cut to seconds; `accuracy`: how far off it says that may be, 0 where it does not."""

    at: datetime
    accuracy: timedelta

    @property
    def earliest(self) -> datetime:
        """What was recorded after the stamp is not older."""
        return self.at - self.accuracy

    @property
    def latest(self) -> datetime:
        """What was stamped is not younger."""
        return self.at + self.accuracy + PRECISION


def timestamp_request(checkpoint: Checkpoint) -> TimeStampRequest:
    """A request with a fresh nonce that asks for the authority's certificate."""
    return TimestampRequestBuilder().data(checkpoint.text().encode()).hash_algorithm(HashAlgorithm.SHA256).build()


def read_timestamp(answer: bytes, checkpoint: Checkpoint) -> TimeStamp:
    """The stamp in a TimeStampResp, once it is found to be of this checkpoint and signed by the certificate it carries.

    Whether that certificate is the authority's is `assert_trusted`. Raises TimeStampInvalid.
    """
    response = _granted(answer)
    try:
        info = response.tst_info
        imprint, accuracy = info.message_imprint, info.accuracy
        if imprint.hash_algorithm.dotted_string != SHA256 or imprint.message != sha256(checkpoint.text().encode()).digest():
            raise TimeStampInvalid("anchor-imprint", imprint.message.hex())
        assert_signed(response.time_stamp_token(), _signer(response))
        return TimeStamp(info.gen_time, _duration(accuracy) if accuracy else timedelta())
    except SignatureInvalid as error:
        raise TimeStampInvalid("anchor-signature", str(error)) from error
    except (ValueError, OverflowError) as error:
        raise TimeStampInvalid("anchor-malformed", str(error)) from error


def assert_trusted(answer: bytes, checkpoint: Checkpoint, roots: Sequence[x509.Certificate], nonce: int | None = None) -> None:
    """A chain leads from one of `roots` to the signer, all valid at the time stated, for time stamping; and the nonce, where
    given, is the request's. Raises TimeStampInvalid."""
    response = _granted(answer)
    if nonce is not None and response.tst_info.nonce != nonce:
        raise TimeStampInvalid("anchor-nonce", "the nonce is not that of the request")
    try:
        VerifierBuilder(roots=list(roots)).build().verify_message(response, checkpoint.text().encode())
    except (VerificationError, ValueError) as error:
        raise TimeStampInvalid("anchor-certificate", str(error).partition(": ErrorStack")[0]) from error


def certificates_in(pem: bytes) -> list[x509.Certificate]:
    """The certificates of a PEM file, at least one. Raises ValueError."""
    return x509.load_pem_x509_certificates(pem)


def _granted(answer: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(answer)
    except ValueError as error:
        raise TimeStampInvalid("anchor-malformed", str(error)) from error
    if response.status != GRANTED:
        said = "; ".join(response.status_string)
        raise TimeStampInvalid("anchor-malformed", f"status {response.status}, not granted: {said or '-'}")
    return response


def _signer(response: TimeStampResponse) -> x509.Certificate:
    """The certificate that the one signer names. Raises ValueError where the answer does not carry it."""
    (signer,) = response.signed_data.signer_infos
    for der in response.signed_data.certificates:
        certificate = x509.load_der_x509_certificate(der)
        if (certificate.issuer, certificate.serial_number) == (signer.issuer, signer.serial_number):
            return certificate
    raise ValueError("the signer's certificate is not in the answer")


def _duration(accuracy: object) -> timedelta:
    parts = [getattr(accuracy, name) or 0 for name in ("seconds", "millis", "micros")]
    return timedelta(seconds=parts[0], milliseconds=parts[1], microseconds=parts[2])
