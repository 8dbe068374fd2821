"""Every statement that reads the book, by name: plain SQL that PostgreSQL would take as well.

`{ids}` stands for a list of named parameters, made by `with_ids`; a test prepares each statement against a
freshly migrated book. Full-text search stands apart, in `search`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from refer_cli.fields.catalogue import SCALARS

Id = TypeVar("Id", int, str)
CHUNK = 500
"""How many colleagues one statement names."""

SCALAR_COLUMNS = tuple(
    column for name in SCALARS for column in ((name, "accepting_until") if name == "accepting" else (name,))
)
"""The columns of `colleague` that are fields of the card (a test holds them equal to the catalogue's)."""
_CARD = "id, as_of, source, archived_on, lat, lon, " + ", ".join(SCALAR_COLUMNS)

GONE = "0001-01-01"
"""The day of archiving of an empty place: nobody's card any more, held by what was referred (see book/leaving.py)."""
IN_THE_BOOK = f"archived_on IS NOT '{GONE}'"
GONE_OF = f"SELECT id FROM colleague WHERE id IN ({{ids}}) AND archived_on = '{GONE}'"
EMPTY_PLACE = f"SELECT id FROM colleague WHERE name = :name AND archived_on = '{GONE}'"
COLLEAGUES = f"SELECT {_CARD} FROM colleague WHERE id IN ({{ids}}) ORDER BY id"
IDS = (
    "SELECT id FROM colleague"
    f" WHERE (:archived IS NULL OR (archived_on IS NOT NULL) = :archived) AND {IN_THE_BOOK} ORDER BY id"
)
ENTRIES = (
    "SELECT colleague_id, 'specialties', name, depth, as_of, position FROM specialty WHERE colleague_id IN ({ids})"
    " UNION ALL SELECT colleague_id, 'panels', name, status, as_of, position FROM panel WHERE colleague_id IN ({ids})"
    " UNION ALL SELECT colleague_id, 'ties', name, mark, as_of, position FROM tie WHERE colleague_id IN ({ids})"
    " UNION ALL SELECT colleague_id, field, name, mark, as_of, position FROM listing WHERE colleague_id IN ({ids})"
    " ORDER BY 1, 2, 6"
)
"""Every entry of every list, in the order in which it was given."""
FACTS = "SELECT colleague_id, field, as_of, source, extent FROM fact WHERE colleague_id IN ({ids})"
LAST_OFFERED = (
    "SELECT colleague_id, max(offered_on) FROM referral_option WHERE colleague_id IN ({ids}) GROUP BY colleague_id"
)
PROFILE = "SELECT field, value, as_of FROM profile ORDER BY field"
NAMES = (
    "SELECT id, name, practice, archived_on IS NOT NULL FROM colleague"
    f" WHERE (:archived IS NULL OR (archived_on IS NOT NULL) = :archived) AND {IN_THE_BOOK} ORDER BY name, id"
)
ONE_ID = (
    "SELECT id FROM colleague"
    f" WHERE id = :id AND (:archived IS NULL OR (archived_on IS NOT NULL) = :archived) AND {IN_THE_BOOK}"
)
WHERE_FROM = "SELECT id, name, practice, city, state FROM colleague WHERE id IN ({ids}) ORDER BY name, id"
COUNT = (
    "SELECT count(*) FROM colleague"
    f" WHERE (:archived IS NULL OR (archived_on IS NOT NULL) = :archived) AND {IN_THE_BOOK}"
)
REASON_WEIGHTS = "SELECT reason, criterion, weight FROM reason_weight ORDER BY reason, criterion"
OWN_REASONS = "SELECT slug, title, based_on FROM reason WHERE NOT canonical ORDER BY slug"
GOALS = (
    "SELECT name, target FROM goal AS latest WHERE target IS NOT NULL AND from_month ="
    " (SELECT max(from_month) FROM goal WHERE name = latest.name AND from_month <= :month) ORDER BY name"
)
MET_IN = "SELECT count(*) FROM colleague WHERE first_met >= :first AND first_met <= :last"
SETTING = "SELECT value FROM setting WHERE name = :name"
_IDENTITIES = (
    "SELECT id, source, source_key, npi, email, phone, name, practice, street, city, state, zip FROM colleague"
)
IDENTITIES = f"{_IDENTITIES} WHERE {IN_THE_BOOK} ORDER BY id"
ACTIVE_IDENTITIES = f"{_IDENTITIES} WHERE archived_on IS NULL ORDER BY id"
SETTINGS_FROM = "SELECT name, value FROM setting WHERE name >= :first AND name < :after ORDER BY name"
"""The switches whose names begin alike: from one text to the next."""
SAID_BY_OTHERS = (
    "SELECT fact.colleague_id, fact.field FROM fact JOIN colleague ON colleague.id = fact.colleague_id"
    " WHERE fact.source <> colleague.source"
    " AND fact.field IN ('npi', 'email', 'phone', 'name', 'practice', 'street', 'city', 'state', 'zip')"
)
"""The marks of a colleague that the card's own source did not give."""
LARGEST_ID = "SELECT coalesce(max(id), 0) FROM colleague"
ROW_KEYS = "SELECT id, source_key, archived_on FROM colleague ORDER BY id"
ADDED_SINCE = """
SELECT id, name FROM colleague WHERE id IN
  (SELECT colleague_id FROM change WHERE step_id > :step AND table_name = 'colleague' AND before IS NULL)
OR EXISTS (SELECT 1 FROM change WHERE step_id > :step AND table_name = 'newcomers'
  AND colleague.id BETWEEN json_extract(row_key, '$[0]') AND json_extract(row_key, '$[1]'))
ORDER BY id
"""
OF_NPI = "SELECT npi, id FROM colleague WHERE npi IN ({ids}) ORDER BY id DESC"
WRITTEN_BEFORE = "SELECT EXISTS (SELECT 1 FROM step) OR EXISTS (SELECT 1 FROM colleague)"
NEWEST_STEP = "SELECT id, what FROM step ORDER BY id DESC LIMIT 1"
STEP = "SELECT what FROM step WHERE id = :step"
HISTORY = "SELECT id, at, what, undone FROM step ORDER BY id DESC LIMIT :limit"
CHANGES = "SELECT sequence FROM change WHERE step_id = :step ORDER BY sequence"
ONCE_THERE = (
    "SELECT change.table_name, change.before FROM change JOIN step ON step.id = change.step_id"
    " WHERE change.colleague_id = :id AND change.before IS NOT NULL AND NOT step.undone"
)
"""What rows of a card once were, before a step that was not taken back changed them or took them away."""
OPENINGS_PAST = (
    "SELECT change.step_id, change.table_name, change.before, change.after FROM change"
    " JOIN step ON step.id = change.step_id WHERE change.colleague_id = :id AND NOT step.undone"
    " AND change.table_name IN ('colleague', 'fact', 'outcome') ORDER BY change.sequence DESC"
)
"""What was written of one colleague's openings and outcomes, the newest first."""
CHANGE = "SELECT table_name, row_key, before, after FROM change WHERE sequence = :sequence"

MEETINGS = "SELECT id, on_day, kind, note, group_id FROM meeting ORDER BY on_day, id"
MET_WITH = "SELECT meeting_id, colleague_id FROM meeting_colleague ORDER BY meeting_id, colleague_id"
MET_FROM_AFAR = """
SELECT colleague.id FROM colleague
JOIN meeting_colleague ON meeting_colleague.colleague_id = colleague.id
JOIN meeting ON meeting.id = meeting_colleague.meeting_id
WHERE colleague.how_known = 'met' AND colleague.archived_on IS NULL
GROUP BY colleague.id, colleague.first_met
HAVING sum(CASE WHEN meeting.kind IN ('call', 'video') THEN 0 ELSE 1 END) = 0
  AND colleague.first_met >= min(meeting.on_day)
"""
"""Whom I have met by telephone or video alone; whoever was met on a day before the first of these was met otherwise."""
FOLLOW_UPS = (
    "SELECT id, colleague_id, what, detail, due_on, meeting_id, referral_id, created_on, done_on FROM follow_up"
    " WHERE NOT :open OR done_on IS NULL ORDER BY due_on, id"
)
PEER_GROUPS = (
    "SELECT id, name, kind, place, link, note, next_meeting, joined_on, left_on FROM peer_group ORDER BY name, id"
)
JOINED_GROUPS = "SELECT name FROM peer_group WHERE joined_on IS NOT NULL AND left_on IS NULL ORDER BY name"
GROUP_MEMBERS = (
    "SELECT listing.name, listing.colleague_id FROM listing JOIN colleague ON colleague.id = listing.colleague_id"
    " WHERE listing.field = 'groups' AND listing.mark IS NULL AND colleague.archived_on IS NULL"
    " ORDER BY listing.name, listing.colleague_id"
)
REFERRALS = (
    "SELECT id, label, reason, direction, given_on, consent_on, colleague_id FROM referral ORDER BY given_on, id"
)
OFFERS = (
    "SELECT referral_id, colleague_id, offered_on FROM referral_option ORDER BY referral_id, offered_on, colleague_id"
)
OUTCOMES = "SELECT referral_id, colleague_id, status, on_day, id FROM outcome ORDER BY on_day, id"
CADENCES = "SELECT colleague_id, every FROM cadence ORDER BY colleague_id"
TAG_CADENCES = "SELECT tag, every FROM tag_cadence ORDER BY tag"
SNOOZES = "SELECT what, coalesce(colleague_id, referral_id), until_day FROM snooze ORDER BY id"
VERIFICATIONS = "SELECT colleague_id, on_day FROM verification ORDER BY on_day, colleague_id"
FIRST_MET = "SELECT id, first_met FROM colleague WHERE first_met IS NOT NULL ORDER BY first_met, id"
TAGGED = (
    "SELECT listing.colleague_id, listing.name FROM listing JOIN colleague ON colleague.id = listing.colleague_id"
    " WHERE listing.field = 'tags' AND listing.mark IS NULL AND colleague.archived_on IS NULL"
    " ORDER BY listing.colleague_id, listing.name"
)
PAST_REQUESTS = "SELECT day, state, need, panel, fee_band, age_group, language, found FROM request ORDER BY day, id"

FACET = "SELECT chunk, bits FROM facet WHERE name = :name"
PRESSED_CARDS = "SELECT chunk, bits FROM facet WHERE name = '!card' AND chunk IN ({ids})"
FACET_FAMILY = "SELECT name, chunk, bits FROM facet WHERE name >= :first AND name < :after"
FACETS = "SELECT name, chunk, bits FROM facet WHERE name IN ({ids})"
PLACES = "SELECT lat, lon FROM place WHERE lat BETWEEN :south AND :north AND lon BETWEEN :west AND :east"
MENTIONING = "SELECT colleague_id FROM card_facets WHERE names LIKE :pattern"
SORTING = (
    "SELECT id, name, (SELECT max(offered_on) FROM referral_option WHERE colleague_id = colleague.id)"
    " FROM colleague WHERE id IN ({ids})"
)

_LIST_TABLES = {"specialties": ("specialty", "depth"), "panels": ("panel", "status"), "ties": ("tie", "mark")}


def distinct(field: str) -> str:
    """The statement that lists the values in use of one field of the card; of a list, what is so."""
    if field in SCALAR_COLUMNS:
        return f"SELECT DISTINCT {field} FROM colleague WHERE {field} IS NOT NULL ORDER BY {field}"
    if field in _LIST_TABLES:
        table, mark = _LIST_TABLES[field]
        return f"SELECT DISTINCT name FROM {table} WHERE {mark} IS NULL OR {mark} <> 'no' ORDER BY name"
    return "SELECT DISTINCT name FROM listing WHERE field = :field AND mark IS NULL ORDER BY name"


def with_ids(statement: str, ids: Sequence[Id]) -> tuple[str, dict[str, Id]]:
    """The statement with `{ids}` written out, and its parameters.

    The list is filled up to one of few lengths by naming the last id again, so that the database prepares few
    statements instead of one for each number of colleagues.
    """
    length = next((size for size in _LENGTHS if size >= len(ids)), len(ids)) if ids else 0
    padded = list(ids) + list(ids[-1:]) * (length - len(ids))
    parameters = {f"id{number}": value for number, value in enumerate(padded)}
    return statement.replace("{ids}", ", ".join(f":{name}" for name in parameters)), parameters


_LENGTHS = (1, 4, 16, 64, CHUNK)


def chunks(ids: Iterable[Id], size: int = CHUNK) -> Iterator[list[Id]]:
    """The ids, so many at a time."""
    rest = iter(ids)
    while batch := list(islice(rest, size)):
        yield batch


# What `refer goals` and its next steps read: only what they need, in a book of any size.
_PERSONALLY = "how_known IN ('worked-with', 'met', 'introduced')"
_REFERABLE = "archived_on IS NULL AND do_not_refer IS NULL"

TARGETS = "SELECT name, from_month, target FROM goal ORDER BY name, from_month"
MET_SINCE = "SELECT id, first_met FROM colleague WHERE first_met >= :since ORDER BY first_met, id"
MEETINGS_SINCE = "SELECT id, on_day, kind, note, group_id FROM meeting WHERE on_day >= :since ORDER BY on_day, id"
DONE_SINCE = (
    "SELECT id, colleague_id, what, detail, due_on, meeting_id, referral_id, created_on, done_on FROM follow_up"
    " WHERE done_on >= :since ORDER BY done_on, id"
)
GIVEN_SINCE = "SELECT given_on FROM referral WHERE direction = 'given' AND given_on >= :since ORDER BY given_on, id"
VERIFIED_SINCE = "SELECT colleague_id, on_day FROM verification WHERE on_day >= :since ORDER BY on_day, colleague_id"

NEWCOMERS = f"SELECT id, first_met, archived_on FROM colleague WHERE first_met IS NOT NULL OR {_PERSONALLY} ORDER BY id"
_MET = f"SELECT id FROM colleague WHERE first_met IS NOT NULL OR {_PERSONALLY}"
NEWCOMER_ENTRIES = (
    f"SELECT colleague_id, 'specialties', name, depth FROM specialty WHERE colleague_id IN ({_MET})"
    f" UNION ALL SELECT colleague_id, 'panels', name, status FROM panel WHERE colleague_id IN ({_MET})"
    " UNION ALL SELECT colleague_id, field, name, mark FROM listing"
    f" WHERE field IN ('populations', 'languages') AND colleague_id IN ({_MET})"
)

_SIDE = (
    "SELECT id FROM colleague WHERE (coalesce(how_known, 'listed') IN ('worked-with', 'met', 'introduced')) = :known"
    f" AND {_REFERABLE}"
)
OFFERING = (
    "SELECT colleague_id, 'specialties', name, depth FROM specialty"
    f" WHERE name IN ({{ids}}) AND colleague_id IN ({_SIDE})"
    " UNION ALL SELECT colleague_id, 'panels', name, status FROM panel"
    f" WHERE (name IN ({{ids}}) OR name LIKE '%/%') AND colleague_id IN ({_SIDE})"
    " UNION ALL SELECT colleague_id, field, name, mark FROM listing"
    " WHERE field IN ('populations', 'languages', 'license_states') AND name IN ({ids})"
    f" AND colleague_id IN ({_SIDE})"
)
"""The entries with these names of those whom I know personally (or, `:known` false, of the others)."""
_PERSON = (
    "SELECT id, name, state, city, accepting, fee, fee_floor, sliding_slots, CASE WHEN sliding_slots = 0 THEN coalesce("
    "(SELECT as_of FROM fact WHERE colleague_id = colleague.id AND field = 'sliding_slots'), as_of) END, pro_bono"
    " FROM colleague"
)
"""The day of the count of sliding places only where none is open: that alone fades."""
KNOWN_PEOPLE = f"{_PERSON} WHERE {_PERSONALLY} AND {_REFERABLE} ORDER BY id"
PEOPLE = f"{_PERSON} WHERE id IN ({{ids}}) ORDER BY name, id"

ANY_IN_VAIN = "SELECT 1 FROM request WHERE NOT found LIMIT 1"
THANKS = (
    "SELECT follow_up.id, follow_up.colleague_id, colleague.name, follow_up.detail, follow_up.due_on,"
    " referral.given_on FROM follow_up JOIN colleague ON colleague.id = follow_up.colleague_id"
    " LEFT JOIN referral ON referral.id = follow_up.referral_id AND referral.direction = 'received'"
    " WHERE follow_up.what = 'thank' AND follow_up.done_on IS NULL AND colleague.archived_on IS NULL"
    " ORDER BY follow_up.due_on, follow_up.id LIMIT :limit"
)
PROMISED = (
    "SELECT follow_up.id, follow_up.colleague_id, colleague.name, follow_up.what, follow_up.detail, follow_up.due_on"
    " FROM follow_up JOIN colleague ON colleague.id = follow_up.colleague_id"
    " WHERE follow_up.what NOT IN ('thank', 'first-referral') AND follow_up.done_on IS NULL"
    " AND follow_up.due_on < :before AND colleague.archived_on IS NULL"
    " ORDER BY follow_up.due_on, follow_up.id LIMIT :limit"
)
"""Thanks stand by themselves, and nothing urges sending anybody a client."""
OFFERED = (
    "SELECT colleague_id, 'specialties', name, depth FROM specialty WHERE colleague_id IN ({ids})"
    " UNION ALL SELECT colleague_id, 'panels', name, status FROM panel WHERE colleague_id IN ({ids})"
    " UNION ALL SELECT colleague_id, field, name, mark FROM listing"
    " WHERE field IN ('populations', 'languages') AND colleague_id IN ({ids})"
)
_KNOWN = f"SELECT id FROM colleague WHERE {_PERSONALLY} AND {_REFERABLE}"
KNOWN_OFFERS = (
    f"SELECT DISTINCT 'specialties', name, depth FROM specialty WHERE colleague_id IN ({_KNOWN})"
    f" UNION SELECT DISTINCT 'panels', name, status FROM panel WHERE colleague_id IN ({_KNOWN})"
    " UNION SELECT DISTINCT field, name, mark FROM listing"
    f" WHERE field IN ('populations', 'languages') AND colleague_id IN ({_KNOWN})"
)
"""All that those whom I know offer between them."""
STRANGERS = (
    "SELECT id, name FROM colleague WHERE (how_known IS NULL OR how_known = 'listed') AND first_met IS NULL"
    f" AND (accepting IS NULL OR accepting <> 'no') AND {_REFERABLE} ORDER BY id LIMIT :limit"
)
QUIET = (
    "SELECT id, name, first_met FROM colleague WHERE first_met BETWEEN :after AND :before"
    f" AND (last_contact IS NULL OR last_contact <= first_met) AND {_REFERABLE}"
    " ORDER BY first_met DESC, id LIMIT :limit"
)
