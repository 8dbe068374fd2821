"""What a client can pay at least, by the fee, the lowest fee and the count of sliding places."""

from __future__ import annotations

from datetime import date

from refer_cli.fields.age import FADED_DAYS, days_since


def lowest_fee(fee: int | None, floor: int | None, slots: int | None, slots_as_of: str, today: date) -> int | None:
    """The least a client can pay there today, in whole dollars; None where it is not known.

    A lowest fee without an open place is no fee, but a count of places that has faded (540 days) says nothing.
    """
    if slots == 0 and days_since(slots_as_of, today) <= FADED_DAYS:
        return fee
    return min(fee, floor) if fee is not None and floor is not None else floor
