"""Whether somebody may lawfully see a client of another state by video: licences and licence compacts.

Care by video counts as given where the client is. The facts are data in compacts.json, each with its source
and date; they move monthly, so every basis other than a licence comes with a sentence to verify.
"""

import re
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from refer_cli.places.states import state_code
from refer_cli.records import NamedTuple

_COUNSELING = r"counsell?ing compact(?: privileges?)?(?: (?:for|in|to practice in))?\s*:?\s*(.+)"


class Basis(NamedTuple):
    """On what video to a client rests: "license", "compact" or "presumed"; a compact has a note to verify."""

    kind: str
    note: str | None


def authority_in_force(
    authority: str,
    home_states: frozenset[str],
    credentials: tuple[str, ...],
    target: str,
    today: date,
) -> str | None:
    """The note to verify when `authority` lets its holder see a client in `target` by video, else None.

    `home_states` are the USPS codes of the states that license the holder, `authority` is as recorded:
    "PSYPACT APIT" holds between member states for a doctoral psychologist; "Counseling Compact: OH" is a
    privilege held for Ohio, and holds once the home state and Ohio are both live, for a counselor licensed
    at the independent level. The Social Work Licensure Compact has issued no licence and grants nothing
    (reported 2026-06-16). A text that is not understood, and an unknown credential, grant nothing.
    """
    text = " ".join(authority.lower().replace(".", "").split())
    titles = _titles(credentials)
    counseling = re.fullmatch(_COUNSELING, text) if text.startswith("couns") else None
    if counseling is not None:
        return _counseling_note(_states_named(counseling[1]), home_states, titles, target, today)
    if _is_psypact_telehealth(text):
        return _psypact_note("apit" in text, home_states, titles, target, today)
    return None


def video_basis(
    license_states: frozenset[str] | None,
    authorities: tuple[str, ...],
    credentials: tuple[str, ...],
    office_state: str | None,
    target: str,
    today: date,
) -> Basis | None:
    """On what a colleague may see a client in `target` by video today; None when on nothing known.

    A licence there wins over a compact. `license_states` None is an unknown list: then a licence is presumed
    for the office's own state only, and that state is also taken as the home state of a compact. An empty
    set is known: no licence.
    """
    if license_states is not None and target in license_states:
        return Basis("license", None)
    office = frozenset() if office_state is None else frozenset({office_state})
    if license_states is None and target in office:
        return Basis("presumed", None)
    home_states = office if license_states is None else license_states
    for authority in authorities:
        note = authority_in_force(authority, home_states, credentials, target, today)
        if note is not None and note.startswith("PSYPACT") and not _sits_in_a_member(office_state, today):
            continue
        if note is not None:
            return Basis("compact", note)
    return None


def _sits_in_a_member(office_state: str | None, today: date) -> bool:
    """PSYPACT asks that the psychologist is physically in a member state (a practice FAQ of PSYPACT, undated)."""
    return office_state is None or _psypact_member(office_state, today)


def _psypact_note(
    says_apit: bool, home_states: frozenset[str], titles: frozenset[str], target: str, today: date
) -> str | None:
    """PSYPACT from any home state to `target`, both members, for a doctoral psychologist."""
    facts = _facts()["psypact"]
    homes = sorted(state for state in home_states if _psypact_member(state, today))
    if not homes or not _psypact_member(target, today) or titles.isdisjoint(facts["credentials"]):
        return None
    ask = "" if says_apit else "; ask whether the authority held is the APIT, for telehealth"
    return (
        f"PSYPACT, while in a member state: {homes[0]} and {target} reported as members as of"
        f" {facts['as_of']}{ask}; verify with the board of {target}"
    )


@lru_cache(maxsize=1024)
def _psypact_member(state: str, today: date) -> bool:
    """Whether `state` is a member on `today`; one without a seen date is, since the compact works."""
    facts = _facts()["psypact"]
    if state not in facts["members"]:
        return False
    since = facts["effective"].get(state, {}).get("from", facts["working_from"])
    return today >= date.fromisoformat(since)


@lru_cache(maxsize=1024)
def _is_psypact_telehealth(text: str) -> bool:
    """Whether `text` names PSYPACT's authority for telehealth and nothing else.

    The TAP alone (in person, 30 days a year), "pending", "expired", "(no)" or "?" make it something else.
    """
    facts = _facts()["psypact"]
    words = set(re.findall(r"[a-z]+|[()?]", text.replace("-", "")))
    named = "apit" in words or ("psypact" in words and words.isdisjoint(facts["in_person_words"]))
    return named and words <= set(facts["words"])


def _counseling_note(
    privileges: frozenset[str],
    home_states: frozenset[str],
    titles: frozenset[str],
    target: str,
    today: date,
) -> str | None:
    """A privilege for `target`, from a live home state in which one of `titles` is the independent level."""
    facts = _facts()["counseling"]
    live = facts["live"]
    if target not in privileges or not _live(target, today):
        return None
    for home in sorted(home_states - {target}):
        independent = set(facts["credentials"]) - set(facts["not_independent"].get(home, ()))
        if _live(home, today) and not titles.isdisjoint(independent):
            reported = "reported live" if "C" in (live[home]["grade"], live[target]["grade"]) else "live"
            return (
                f"Counseling Compact privilege for {target}: {home} {reported} since {live[home]['from']},"
                f" {target} since {live[target]['from']} (as of {facts['as_of']});"
                f" verify with the board of {target}"
            )
    return None


def _live(state: str, today: date) -> bool:
    """Whether `state` issues and takes privileges of the Counseling Compact on `today`."""
    since = _facts()["counseling"]["live"].get(state)
    return since is not None and today >= date.fromisoformat(since["from"])


def _states_named(text: str) -> frozenset[str]:
    """The states that a list such as "co, oh and indiana" names; none when a part is not a state."""
    parts = [part for part in re.split(r"\s*(?:[,/&+]|\band\b)\s*", text) if part]
    codes = [state_code(part) for part in parts]
    return frozenset(code for code in codes if code is not None) if all(codes) else frozenset()


@lru_cache(maxsize=1024)
def _titles(credentials: tuple[str, ...]) -> frozenset[str]:
    """The titles in `credentials`, folded: "Ph.D., ABPP" gives "phd" and "abpp", "LPC-S" gives "lpc s".

    Only whole titles are compared, so that "LPC Associate", "LPC-A" or "CSWA" never count as licences.
    """
    titles = (title for entry in credentials for title in entry.lower().replace(";", ",").replace("/", ",").split(","))
    return frozenset(" ".join(title.replace(".", "").replace("-", " ").split()) for title in titles)


@cache
def _facts() -> dict[str, Any]:
    """compacts.json, read when first asked."""
    import json

    facts: dict[str, Any] = json.loads((Path(__file__).parent / "compacts.json").read_text("utf-8"))
    return facts
