"""Who surely fails which requirement, as sets of people; and who must be looked at one by one."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from refer_cli.matching.facets import Facets, basis_in
from refer_cli.matching.gates import SHORT_STREETS, name_words
from refer_cli.matching.membership import key
from refer_cli.matching.rank import CAUSES, NEVER_NEAR
from refer_cli.matching.reach import NEAR_MISS_MILES
from refer_cli.matching.request import Panel, Request, Wish
from refer_cli.matching.bitsets import by_age, dated, union
from refer_cli.places.distance import miles


class Panels(NamedTuple):
    """How people stand to one asked panel."""

    exact_open: Mapping[str, int]
    part_open: Mapping[str, int]
    failing: int
    doubted: int


class Exclusions(NamedTuple):
    """`failing` holds, for each cause, everybody who fails it, counted first there or not."""

    failing: Mapping[str, int]
    doubted: int
    any: int
    changes: Mapping[str, list[tuple[int, int]]]
    """For causes with an amount: people by the miles or dollars that part them from fitting, least first."""
    lawful: Mapping[str, int]
    """Who may see the client by video, by what allows it."""
    panels: tuple[Panels, ...]
    """Everybody's standing to each asked panel."""
    offices: tuple[tuple[float, int], ...]
    """Miles to each place with offices that may matter, and the people who have one there."""

    def groups_by_change(self, cause: str, mass: int) -> Iterator[int]:
        """Those who fail only this requirement, in groups of equal change, the smallest first."""
        if cause in NEVER_NEAR:
            return
        others = union(bits for name, bits in self.failing.items() if name != cause)
        only = self.failing[cause] & ~others & mass
        if cause in self.changes:
            for _, bits in self.changes[cause]:
                if only & bits:
                    yield only & bits
        elif only:
            yield only


def exclusions(facets: Facets, request: Request, today: date) -> Exclusions:
    """Hold every requirement of a request against an indexed book."""
    failing = dict.fromkeys(CAUSES, 0)
    changes: dict[str, list[tuple[int, int]]] = {}
    doubted = 0
    lawful: Mapping[str, int] = {}
    held: list[Panels] = []
    offices: tuple[tuple[float, int], ...] = ()
    if request.spot is not None:
        lawful = lawful_by_video(facets, request.spot.state, today)
        offices = tuple(_offices_within(facets, request, max(request.radius, NEAR_MISS_MILES)))
        failing["location"], failing["license"] = _out_of_reach(facets, request, offices, union(lawful.values()))
        by_miles = _by_miles(offices)
        room = may_room(facets, request)
        changes["license"] = by_miles
        changes["location"] = [(away, bits & room) for away, bits in by_miles]
    elif request.room_only or request.video_only:
        failing["location"] = facets.bits("room:no" if request.room_only else "video:no")
        changes["location"] = []
    failing["do_not_refer"] = facets.bits("barred")
    fresh, doubt, _ = by_age(dated(facets.family("accepting:"), "no"), today)
    failing["not_accepting"] = fresh
    doubted |= doubt | facets.bits("accepting:no-until")
    if request.insurance:
        held = [panel_standing(facets, panel, today) for panel in request.insurance]
        everywhere = facets.everyone
        for panel in held:
            everywhere &= panel.failing
            doubted |= panel.doubted
        failing["insurance"] = everywhere
    for need in request.needs:
        failing["need"] |= _untreated(facets, key(need.name), need.narrower | need.broader)
    if request.max_fee is not None:
        failing["max_fee"], doubt, changes["max_fee"] = _too_dear(facets, request.max_fee, today)
        doubted |= doubt
    age = _lacking(facets, "population:", {key(request.age_group)}, "ages:complete") if request.age_group else 0
    form = _lacking(facets, "population:", {key(request.format)}, "formats:complete") if request.format else 0
    failing["population"] = age | form
    changes["population"] = [(0, form & ~age)]
    if request.languages:
        asked = {key(name) for name in request.languages}
        failing["language"] = _lacking(facets, "language:", asked, "languages:complete")
    if request.reason.rules == "treatment-disagreement" and request.unwanted:
        failing["refused"] = _only_refused(facets, request)
    for avoided in request.avoid:
        doubted |= perhaps_tied(facets, avoided)
    failing["identity"] = _not_described(facets, request)
    everyone = facets.everyone
    failing = {cause: bits & everyone for cause, bits in failing.items()}
    # Whoever fails earlier than any doubt is counted there, and if no near miss can come of it, there it rests.
    near = union(bits for cause in ("location", "license") for _, bits in changes.get(cause, ()))
    settled = ((failing["location"] | failing["license"]) & ~near) | failing["do_not_refer"]
    return Exclusions(
        failing, doubted & everyone & ~settled, union(failing.values()), changes, lawful, tuple(held), offices
    )


def _offices_within(facets: Facets, request: Request, radius: float) -> Iterator[tuple[float, int]]:
    """Miles to each place with offices within the radius, and the people who have one there."""
    spot = request.spot
    if spot is None or spot.point is None:
        return
    for place in facets.offices(*spot.point, radius):
        distance = miles(*spot.point, place.lat, place.lon)
        if distance <= radius:
            yield distance, place.bits


def lawful_by_video(facets: Facets, state: str, today: date) -> Mapping[str, int]:
    """Who may see a client in this state by video, by what allows it: license, presumed or compact."""
    licensed = facets.bits(f"license:{state}")
    closed = facets.bits("license:complete") | facets.bits(f"license:{state}:no") | licensed
    found = {"license": licensed, "presumed": facets.bits(f"state:{state}") & ~closed, "compact": 0}
    for signature, bits in facets.family("authority:").items():
        if bits & licensed:
            continue  # a licence of the state's own needs no compact
        kind = basis_in(signature, state, today)
        for name in found:
            found[name] = found[name] | bits if name == kind else found[name] & ~bits
    return found


def may_video(facets: Facets, request: Request) -> int:
    """Who may be asked for video at all (see `reach.can_video`)."""
    if request.room_only:
        return 0
    if request.radius_stated and not request.telehealth:
        return facets.bits("video:yes")
    return facets.everyone & ~facets.bits("video:no")


def may_room(facets: Facets, request: Request) -> int:
    """Whose office may count at all."""
    if request.video_only:
        return 0
    return facets.everyone & ~facets.bits("room:no") & ~facets.bits("room:barred")


def _out_of_reach(
    facets: Facets, request: Request, offices: tuple[tuple[float, int], ...], lawful: int
) -> tuple[int, int]:
    spot = request.spot
    assert spot is not None
    if spot.point is None:
        near = facets.bits(f"state:{spot.state}")
    else:
        near = union(bits for distance, bits in offices if distance <= request.radius)
    video = may_video(facets, request)
    unreached = facets.everyone & ~(near & may_room(facets, request)) & ~(video & lawful)
    return unreached & ~video, unreached & video


def _by_miles(offices: tuple[tuple[float, int], ...]) -> list[tuple[int, int]]:
    """The offices of possible near misses, by whole miles rounded up."""
    grouped: dict[int, int] = {}
    for distance, bits in offices:
        if distance <= NEAR_MISS_MILES:
            away = int(distance) + (distance > int(distance))
            grouped[away] = grouped.get(away, 0) | bits
    return sorted(grouped.items())


def panel_standing(facets: Facets, panel: Panel, today: date) -> Panels:
    """Everybody's standing to one asked panel (see `openings.insurance`)."""
    marked: dict[str, dict[str, int]] = {"open": {}, "full": {}, "no": {}, "part": {}}
    exact = twice = 0
    for carrier in panel.keys | panel.kin:
        for name, bits in facets.family(f"panel:{carrier}|").items():
            plan, _, dated_mark = name.rpartition(":")
            mark, _, month = dated_mark.partition("@")
            asked_plan = key(panel.plan) if panel.plan else ""
            if carrier in panel.keys and plan == asked_plan:
                if mark != "open":
                    twice |= exact & bits
                exact |= bits
                marked[mark][month] = marked[mark].get(month, 0) | bits
            elif mark == "open":
                marked["part"][month] = marked["part"].get(month, 0) | bits
    opened = union(marked["open"].values())
    part = union(marked["part"].values())
    full_fresh, full_doubt, _ = by_age(marked["full"], today)
    no_fresh, no_doubt, _ = by_age(marked["no"], today)
    absent = facets.bits("panels:complete") & ~exact & ~part
    passing = opened | part
    failing = (full_fresh | no_fresh | absent) & ~passing
    return Panels(marked["open"], marked["part"], failing, (full_doubt | no_doubt | twice) & ~passing)


def _untreated(facets: Facets, asked: str, related: frozenset[str]) -> int:
    own = facets.family(f"need:{asked}:")
    affirmed = union(bits for depth, bits in own.items() if depth != "no")
    denied = own.get("no", 0) & ~affirmed
    for name in related:
        affirmed |= union(bits for depth, bits in facets.family(f"need:{name}:").items() if depth != "no")
    return denied | (facets.bits("needs:complete") & ~affirmed)


def _too_dear(facets: Facets, limit: int, today: date) -> tuple[int, int, list[tuple[int, int]]]:
    fees = {int(amount): bits for amount, bits in facets.family("fee:").items()}
    floors = {int(amount): bits for amount, bits in facets.family("floor:").items()}
    within = union(bits for amount, bits in fees.items() if amount <= limit) | facets.bits("probono")
    none_open, doubt, _ = by_age(dated(facets.family("slots:"), "none"), today)
    amounts: dict[int, int] = {}
    for amount, bits in fees.items():
        if amount > limit and bits & none_open & ~within:
            amounts[amount - limit] = amounts.get(amount - limit, 0) | bits & none_open & ~within
    # A full fee that is not known is no less than the lowest: then the lowest decides, open place or not.
    by_floor = ~none_open | ~union(fees.values())
    for amount, bits in floors.items():
        if amount > limit and bits & by_floor & ~within:
            amounts[amount - limit] = amounts.get(amount - limit, 0) | bits & by_floor & ~within
    return union(amounts.values()), doubt & ~within, sorted(amounts.items())


def _lacking(facets: Facets, prefix: str, asked: set[str], complete: str) -> int:
    known = union(facets.bits(f"{prefix}{name}") for name in asked)
    denied = union(facets.bits(f"{prefix}{name}:no") for name in asked)
    return (denied | facets.bits(complete)) & ~known


def _only_refused(facets: Facets, request: Request) -> int:
    met, others = met_and_others(facets, "approach", request.unwanted)
    return met & ~others


def met_and_others(facets: Facets, kind: str, wishes: tuple[Wish, ...]) -> tuple[int, int]:
    """Who has one of these approaches (or styles, by `kind`), and who has another one."""
    keys = frozenset().union(*(wish.keys for wish in wishes))
    met = others = 0
    for name, bits in facets.family(f"{kind}:").items():
        if name.startswith("!") or name.endswith(":no"):
            continue
        if name in keys:
            met |= bits
        else:
            others |= bits
    return met, others


def perhaps_tied(facets: Facets, avoided: str) -> int:
    """Everybody whose card may name what is avoided (see `gates.tied_by`), and perhaps others.

    What names it holds its one word, or two of its words, or an initial before one of them.
    """
    words = [word for word in name_words(key(avoided)) if len(word) > 1]
    if len(words) < 2:
        return union(facets.mentioning(word) for word in words or name_words(key(avoided)))
    holding = {word: union(facets.mentioning(form) for form in _forms(word)) for word in words}
    together = union(holding[one] & holding[other] for one in words for other in words if one != other)
    initials = {f"{one[0]} {other}" for one in words for other in words if one != other}
    reversed_ = {f"{other} {one[0]} " for one in words for other in words if one != other}
    return together | union(facets.mentioning(text) for text in initials | reversed_)


def _forms(word: str) -> list[str]:
    """A word, and the short forms of it that streets have."""
    return [word, *(f" {short} " for short, whole in SHORT_STREETS.items() if whole == word)]


def _not_described(facets: Facets, request: Request) -> int:
    missing = 0
    asked = [
        ("gender", request.gender),
        ("faith", request.faith),
        *(("identity", name) for name in request.identities),
    ]
    for prefix, name in asked:
        if name:
            missing |= facets.everyone & ~facets.bits(f"{prefix}:{key(name)}")
    return missing
