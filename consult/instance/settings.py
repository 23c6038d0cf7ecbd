"""Settings: one frozen struct, read once from the environment; each field with its sentence."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, get_type_hints

import msgspec
from msgspec import Meta

SECRET = frozenset({"oidc_client_secret"})
ADDRESSES = frozenset({"database_url", "smtp_url"})  # which may hold a password
PASSWORD = re.compile(r"(://[^/@:?]*:(?=.*@)|[?&](?:ssl)?password=)(?:(?<=:).*(?=@)|[^&]*)")
MASK = "***"
TRAINING = "/training"  # ends the origin of the log of a training instance
TRAINING_MARK = {"zh": "【演练】", "en": "[Training] "}  # before the title of whatever leaves one


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Each field is read from `CONSULT_` and its name in capitals."""

    host: Annotated[str, Meta(description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Meta(description="Port to listen on.", ge=0, le=65535)] = 8000
    data_dir: Annotated[Path, Meta(description="Folder of the keys, and of the program's own PostgreSQL.")] = Path(".data")
    database_url: Annotated[str, Meta(description="PostgreSQL 15 or newer to use instead of the program's own.")] = ""
    origin: Annotated[str, Meta(description="Origin of the public log: host and path, fixed for its life.")] = "localhost/log"
    public_url: Annotated[str, Meta(description="Address under which the public reaches the site.")] = "http://127.0.0.1:8000"
    work: Annotated[bool, Meta(description="Whether `serve` runs projections and clock inside itself.")] = True
    pool_size: Annotated[int, Meta(description="Most connections to PostgreSQL of one process.", ge=4)] = 20
    site_name: Annotated[str, Meta(description="Name of the site, in Chinese.")] = "海州市公开征求意见平台"
    site_name_en: Annotated[str, Meta(description="Name of the site, in English.")] = "Haizhou Public Consultation"
    organiser: Annotated[str, Meta(description="主办单位 in the footer.")] = "海州市商务局（演示）"
    site_id_code: Annotated[str, Meta(description="政府网站标识码 in the footer and meta tags.")] = "0000000000"
    icp: Annotated[str, Meta(description="ICP number in the footer; left out where empty.")] = ""
    police_record: Annotated[str, Meta(description="公安备案 number in the footer; left out where empty.")] = ""
    contact_phone: Annotated[str, Meta(description="Telephone of the office, on the contact page.")] = "0000-0000000"
    contact_email: Annotated[str, Meta(description="E-mail of the office, on the contact page.")] = "consult@example.org"
    contact_address: Annotated[str, Meta(description="Postal address of the office.")] = "海州市示例路1号"
    witnesses: Annotated[str, Meta(description="File in tlog-policy form naming witnesses and quorum; none where empty.")] = ""
    timestamp_url: Annotated[
        str, Meta(description="Time stamping authority (RFC 3161), http:// or https://; no anchors where empty.")
    ] = ""
    timestamp_certificates: Annotated[
        str, Meta(description="PEM file of the root certificates that the authority's answers must lead to.")
    ] = ""
    smtp_url: Annotated[
        str, Meta(description="Mail server, smtp:// or smtps:// with user and password; mail is off where empty.")
    ] = ""
    mail_from: Annotated[str, Meta(description="Sender of the mail to staff.")] = "consult@example.org"
    oidc_issuer: Annotated[str, Meta(description="Issuer of single sign-on (OpenID Connect); none where empty.")] = ""
    oidc_client_id: Annotated[str, Meta(description="Client id at that issuer.")] = ""
    oidc_client_secret: Annotated[str, Meta(description="Client secret at that issuer.")] = ""
    oidc_name: Annotated[str, Meta(description="What the single sign-on is called on the sign-in page.")] = "统一身份认证"
    proxies: Annotated[int, Meta(description="Reverse proxies in front, which append to X-Forwarded-For.", ge=0, le=10)] = 0
    header_bytes: Annotated[int, Meta(description="Most bytes of a request's line and headers (431).", ge=1024)] = 16384
    header_fields: Annotated[int, Meta(description="Most headers of a request (431).", ge=10)] = 100
    header_seconds: Annotated[int, Meta(description="Within how many seconds the headers must be there (408).", ge=1)] = 10
    body_seconds: Annotated[int, Meta(description="Within how many seconds the body must be there (408).", ge=1)] = 600
    body_silence_seconds: Annotated[int, Meta(description="Most seconds without a byte of the body (408).", ge=1)] = 20
    connections_per_address: Annotated[
        int, Meta(description="Most connections of one address (429); no limit where 0. Behind proxies they count.", ge=0)
    ] = 256
    comment_burst: Annotated[
        int,
        Meta(
            description="Comments that one network (IPv4 /24, IPv6 /48) may send to a decision at once; no limit where 0.", ge=0
        ),
    ] = 300
    comment_rate: Annotated[int, Meta(description="Comments a minute that it may send beyond these.", ge=1)] = 60
    attack_burst: Annotated[
        int, Meta(description="Comments to a decision at once, from which on each brings a proof of work; never where 0.", ge=0)
    ] = 600
    attack_rate: Annotated[int, Meta(description="Comments a minute that it takes beyond these without one.", ge=1)] = 300
    scanner: Annotated[
        str, Meta(description="Socket of a virus scanner that speaks clamd's protocol: a path, or host:port; none where empty.")
    ] = ""
    backup_dir: Annotated[
        str, Meta(description="Folder on another disk for base backups and write-ahead log; no log is kept where empty.")
    ] = ""
    backup_days: Annotated[
        int, Meta(description="After how many days `backup` deletes a backup, with what was erased since.", ge=1)
    ] = 35
    metrics_host: Annotated[str, Meta(description="Address to serve `/metrics` on, apart from the site.")] = "127.0.0.1"
    metrics_port: Annotated[int, Meta(description="Port of `/metrics`; off where 0.", ge=0, le=65535)] = 9464
    hsts: Annotated[bool, Meta(description="Whether to send HSTS (only behind TLS).")] = False
    training: Annotated[
        bool,
        Meta(description="A training instance: all is marked 演练, the clock can be moved ahead, the log has another origin."),
    ] = False

    def __post_init__(self) -> None:
        if self.timestamp_url and not self.timestamp_certificates:
            raise ValueError(f"{variable('timestamp_url')} needs {variable('timestamp_certificates')}")
        # DANGER: a training log never has the origin of a real one, so that nobody can pass its entries off as real.
        if self.training and not is_training(self.origin):
            msgspec.structs.force_setattr(self, "origin", self.origin + TRAINING)
        if not self.training and is_training(self.origin):
            raise ValueError(f"{variable('origin')} ends with {TRAINING}, which is for a training instance only")

    @property
    def site_domain(self) -> str:
        """Host of the public address."""
        return self.public_url.split("//", 1)[-1].split("/", 1)[0]

    @property
    def keys_dir(self) -> Path:
        return self.data_dir / "keys"


def is_training(origin: str) -> bool:
    """Whether a log with this origin is that of a training instance."""
    return origin.endswith(TRAINING)


def marked(settings: Settings, title: str, language: str) -> str:
    """The title of what leaves the instance, which says so where it is for training. `language`: zh or en."""
    return (TRAINING_MARK[language] if settings.training else "") + title


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this environment. Raises SettingInvalid, naming the variable."""
    given = {name: environment[variable(name)] for name in Settings.__struct_fields__ if variable(name) in environment}
    if "public_url" not in given and "port" in given:
        given["public_url"] = f"http://127.0.0.1:{given['port']}"
    try:
        return msgspec.convert(given, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise SettingInvalid(str(error)) from error


class SettingInvalid(Exception):
    """A variable of the environment has a value that cannot be used."""


def environment_of(settings: Settings) -> dict[str, str]:
    """What a process must find in its environment to run with these settings."""
    return {variable(name): str(getattr(settings, name)) for name in Settings.__struct_fields__}


def variable(name: str) -> str:
    return f"CONSULT_{name.upper()}"


class InForce(msgspec.Struct, frozen=True):
    """A setting as the program runs with it; `value` without secrets. `source`: environment, default, or what it follows from."""

    variable: str
    value: str
    source: str
    sentence: str


def in_force(environment: Mapping[str, str] = os.environ) -> list[InForce]:
    """Every setting; then what begins with CONSULT_ and is none. Raises SettingInvalid."""
    settings, known = settings_from(environment), described()
    found = [
        InForce(name, _shown(field, str(getattr(settings, field))), _source(settings, field, environment), sentence)
        for field, (name, _, sentence) in zip(Settings.__struct_fields__, known, strict=True)
    ]
    strange = sorted(name for name in set(environment) - {name for name, _, _ in known} if name.startswith("CONSULT_"))
    return [*found, *(InForce(name, "", "environment", "No such setting: it is not read.") for name in strange)]


def _source(settings: Settings, field: str, environment: Mapping[str, str]) -> str:
    if variable(field) in environment:
        return "environment"
    return "default" if getattr(settings, field) == getattr(Settings(), field) else variable("port")


def _shown(field: str, value: str) -> str:
    """Passwords are left out: that of an address, and what is one as a whole."""
    if field in SECRET:
        return MASK if value else ""
    return PASSWORD.sub(rf"\g<1>{MASK}", value) if field in ADDRESSES else value


def described() -> list[tuple[str, str, str]]:
    """Variable, default and sentence of each setting, for the documents and `doctor`."""
    defaults = Settings()
    hints = get_type_hints(Settings, include_extras=True)
    return [
        (variable(name), str(getattr(defaults, name)), hints[name].__metadata__[0].description)
        for name in Settings.__struct_fields__
    ]


def _path(kind: type, value: object) -> object:
    return Path(str(value)) if kind is Path else value
