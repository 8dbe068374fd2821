"""The statements behind `refer goals` and its next steps: only what they need, in a book of any size.

Read like those of `statements`: `{ids}` stands for a list of named parameters.
"""

from __future__ import annotations

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
_PERSON = "SELECT id, name, state, city, accepting, fee, fee_floor, sliding_slots, pro_bono FROM colleague"
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
