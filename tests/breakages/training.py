"""Breakages of training: that it never mixes with what is real, that it says what it is, and that its clock goes forwards."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

TRYING = "tests/desk/test_training.py"

TRAINING = (
    Breakage(
        "an instance that has published for real is used for training",
        "consult/publication/purpose.py",
        "    if runtime.settings.training and not is_training(origin):\n",
        "    if False:\n",
        (f"{TRYING}::test_a_log_is_for_training_or_real_for_its_whole_life[training on a real log]",),
    ),
    Breakage(
        "what was recorded in training is shown as real",
        "consult/publication/purpose.py",
        "    if not runtime.settings.training and is_training(origin):\n",
        "    if False:\n",
        (f"{TRYING}::test_a_log_is_for_training_or_real_for_its_whole_life[a training log in earnest]",),
    ),
    Breakage(
        "the log of a training has the origin of a real one",
        "consult/instance/settings.py",
        '            msgspec.structs.force_setattr(self, "origin", self.origin + TRAINING)\n',
        "            pass\n",
        (f"{TRYING}::test_a_whole_decision_is_tried_in_an_hour_and_its_log_is_a_log",),
    ),
    Breakage(
        "a public page of a training is not marked",
        "web/templates/base.html",
        '{% include "training.html" %}\n',
        "",
        (f"{TRYING}::test_a_whole_decision_is_tried_in_an_hour_and_its_log_is_a_log",),
    ),
    Breakage(
        "a page of the desk of a training is not marked",
        "web/templates/desk/base.html",
        '{% include "training.html" %}\n',
        "",
        (f"{TRYING}::test_the_pages_of_a_training_are_accessible_and_fit_a_phone",),
    ),
    Breakage(
        "the clock of a training is moved back",
        "consult/commands/training.py",
        "SET ahead = $1 WHERE ahead < $1 RETURNING",
        "SET ahead = $1 RETURNING",
        (f"{TRYING}::test_the_clock_goes_only_forwards_and_every_process_follows",),
    ),
    Breakage(
        "moving the clock of a training ends the sessions",
        "consult/opening.py",
        "        sessions=Sessions(database.pool, real_clock),\n",
        "        sessions=Sessions(database.pool, clock),\n",
        (f"{TRYING}::test_a_whole_decision_is_tried_in_an_hour_and_its_log_is_a_log",),
    ),
)
