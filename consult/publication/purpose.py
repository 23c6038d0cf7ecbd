"""A log is for training or real, from its first entry on: an instance of the other kind never opens it."""

from __future__ import annotations

from consult.instance.settings import is_training, variable
from consult.public_log.note import stated_checkpoint
from consult.publication.checkpoint_file import HeadRefused
from consult.runtime import Runtime


class PurposeRefused(HeadRefused):
    """Training and real would mix."""


class TrainingOnRealLog(PurposeRefused):
    """An instance that has published for real never trains: its log would hold what never was."""


class TrainingLogInEarnest(PurposeRefused):
    """What was recorded in training is never shown as real."""


async def assert_purpose(runtime: Runtime) -> None:
    """Compare the origin of the log's own checkpoint with the setting. Raises TrainingOnRealLog, TrainingLogInEarnest."""
    head = await runtime.log.head()
    if head.size == 0:
        return
    origin = stated_checkpoint(head.checkpoint).origin
    setting = variable("training")
    if runtime.settings.training and not is_training(origin):
        raise TrainingOnRealLog(
            f"{setting} is on, but this database holds {head.size} entries published as {origin}, for real: it cannot be used "
            f"for training. Turn {setting} off, or give the training instance a database and a data folder of its own."
        )
    if not runtime.settings.training and is_training(origin):
        raise TrainingLogInEarnest(
            f"{setting} is off, but this database holds {head.size} entries of a training ({origin}): they are never shown as "
            f"real. Turn {setting} on, or use an empty database and another data folder."
        )
