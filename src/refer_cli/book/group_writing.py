"""Joining and leaving therapist groups, and taking one out of the book, inside an open step."""

from __future__ import annotations

from refer_cli.book import network_writing
from refer_cli.book import tables_network as network
from refer_cli.book.writing import Step, set_profile
from refer_cli.fields.card import Facts
from refer_cli.fields.values import removed


def join(step: Step, group_id: int, on_day: str) -> None:
    """Note that I am a member from a day (ISO) on."""
    network_writing.change_group(step, group_id, joined_on=on_day, left_on=None)


def leave(step: Step, group_id: int, on_day: str) -> None:
    """Note that I am no longer a member. Raises BadValue where that is before I joined."""
    network_writing.change_group(step, group_id, left_on=on_day)


def drop_from_profile(step: Step, name: str) -> bool:
    """Take a group out of those written in my profile; False where it was not there."""
    mine = step.book.profile(joined=False)
    own = mine.listing("groups") if mine else None
    if own is None or own.find(name) is None:
        return False
    set_profile(step, Facts({"groups": removed(own, (name,))}, step.today))
    return True


def remove(step: Step, group_id: int) -> None:
    """Take a group out of the book; the meetings there stay, without it."""
    step.session.delete(step.session.get_one(network.PeerGroup, group_id))
    step.flush()
