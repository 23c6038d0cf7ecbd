"""The facts of a site that its public pages show and the log does not know: names, office, numbers in the footer."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec

from consult.instance.program import fingerprint
from consult.instance.settings import Settings, is_training

NOWHERE = "smtp://localhost"  # for an instance that shows pages and sends nothing


class SiteFacts(msgspec.Struct, frozen=True, kw_only=True):
    """As in the settings of these names, and `program`: the fingerprint of the program that renders the pages.

    `training`: whether nothing of it is real. `letters`: whether people are told by e-mail what became of their comments.
    """

    public_url: str
    site_name: str
    site_name_en: str
    organiser: str
    site_id_code: str
    icp: str
    police_record: str
    contact_phone: str
    contact_email: str
    contact_address: str
    program: str
    training: bool = False
    letters: bool = False

    def settings(self, data_dir: Path, origin: str) -> Settings:
        """Settings of another instance that shows the same facts; for training where that log is."""
        told = {name: value for name, value in msgspec.structs.asdict(self).items() if name not in ("program", "letters")}
        smtp_url = NOWHERE if self.letters else ""
        told |= {"training": is_training(origin), "smtp_url": smtp_url}
        return Settings(data_dir=data_dir, origin=origin, work=False, **told)

    def made_by(self) -> str:
        """One fingerprint over all of it: pages copied under another may be out of date."""
        return sha256(msgspec.json.encode(self)).hexdigest()


def site_facts(settings: Settings) -> SiteFacts:
    """Of this instance, rendered by this program."""
    told = {name: getattr(settings, name) for name in SiteFacts.__struct_fields__ if name != "program"}
    return SiteFacts(**told, program=fingerprint())
