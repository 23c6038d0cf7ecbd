"""The parts that signing in needs, put together."""

from __future__ import annotations

from typing import Any

import msgspec

from consult.instance.clock import Clock
from consult.sealed.keys import InstanceKey
from consult.staff.account_record import AccountRecord
from consult.staff.attempts import Attempts
from consult.staff.calendar_addresses import CalendarAddresses
from consult.staff.credentials import Credentials
from consult.staff.digests import Digests
from consult.staff.invitations import Invitations
from consult.staff.passwords import Passwords
from consult.staff.tickets import Tickets


class Accounts(msgspec.Struct, frozen=True):
    """One instance's accounts, beside its register (`Staff`) and its sessions."""

    passwords: Passwords
    credentials: Credentials
    attempts: Attempts
    invitations: Invitations
    tickets: Tickets
    record: AccountRecord
    digests: Digests
    calendar_addresses: CalendarAddresses


def accounts_on(pool: Any, key: InstanceKey, clock: Clock) -> Accounts:
    passwords = Passwords()
    return Accounts(
        passwords=passwords,
        credentials=Credentials(pool, key, clock, passwords),
        attempts=Attempts(pool, key, clock),
        invitations=Invitations(pool, key, clock),
        tickets=Tickets(key, clock),
        record=AccountRecord(pool, clock),
        digests=Digests(pool),
        calendar_addresses=CalendarAddresses(pool, clock),
    )
