"""Parts what people write in one go ("Trauma/PTSD", "anxiety and depression", "Aetna, Cigna & BCBS") into its terms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from refer_cli.folding import fold
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.normaliser import Understood, vocabulary

NO = "no"
_WORDS = json.loads((Path(__file__).parent / "parting.json").read_text(encoding="utf-8"))
MARK_WORDS: Mapping[str, str] = {word: mark for mark, words in _WORDS["marks"].items() for word in words}
"""Words in brackets behind an entry, or beside it, and the mark of the card that they mean."""
_AROUND: Mapping[str, Mapping[str, list[str]]] = _WORDS["around"]
"""Words beside a term that say nothing more than its column does."""
_MORE_FOLLOW = frozenset(_WORDS["more_follow"])
_REMARKS = frozenset(_WORDS["remarks"])
DENYING_WORDS = frozenset(_WORDS["denying"])
_DEPTHS = frozenset({"certified", "trained", "takes"})
_OF_A_STATE = frozenset({"insurer", "credential"})
"""The vocabularies in which a word may mean another thing from state to state."""

# Hard: never inside a term. Soft: inside a term now and then ("grief and loss", "BC/BS", "LGBTQ+").
_HARD = re.compile(
    r"[;\n\r\t|\u2022\u00b7\u25aa\u25cf]+|(?:(?<=\s)|^)\d{1,2}[.)]\s+|(?:(?<=[a-z]{3})|(?<=\bno))\.\s+(?=[A-Z])"
)
COMMA = re.compile(r"[,\uff0c\u3001]+(?!\d{3}\b)")
_SOFT = re.compile(
    r"\s*(?:(?<!\bw)/|&|\s\+\s|(?<=\w)\+(?=[A-Za-z])|\s(?:and/or|and|or|plus|y)\s|\s[-\u2013\u2014]\s)\s*",
    re.IGNORECASE,
)
# "Aetna \u2713 Cigna \u2717": signs behind an entry.
_TICKED = re.compile("(?<=\\w)\\s*[\u2713\u2714\u2705\u2611]\ufe0f?")
_CROSSED = re.compile("(?<=\\w)\\s*[\u2717\u2718\u2716\u274c\u00d7]\ufe0f?")
# Words behind a denial that make it a denial of these alone: "not fluent Spanish".
_QUALIFYING = frozenset(
    {"fluent", "fully", "certified", "trained", "primarily", "mainly", "usually", "always", "often", "all", "much"}
)
# Courses of training: "IFS Level 2", "Gottman L3".
_LEVEL = re.compile(r" (?:level|lvl|l) ?(?:[1-4]|i{1,3})(?: trained| training)?$")
_SMALL_WORDS = frozenset({"with", "w", "for", "in", "of", "and", "the", "a"})
_MOST_WORDS = 8
_DASH = re.compile(r"\s[-\u2013\u2014]+\s")
# Of insurers these part a list; a dash or a slash close by may be followed by the carrier's plan.
_LISTING = re.compile(r"\s/\s|&|\+|\b(?:and|or|plus)\b", re.IGNORECASE)
_LEADING = re.compile(r"^(?:(?:and/or|and|or|plus|also)\b|&|\+|/|[-\u2013\u2014*](?=\s))\s*", re.IGNORECASE)
# What stands before a denied entry. "Except" may be followed by a whole list, "no" by one entry or an "or".
_DENYING = re.compile(
    r"^(?:but\s+)?(?:"
    r"(?:do|does)(?:n[o'\u2019]?t| not)\s+(?:take|accept|treat|see|do|work with)|"
    r"won[o'\u2019]?t\s+(?:take|see|treat|do)|not\s+(?:in|with|taking|accepting)|no longer|not|no|except\s+for|except|"
    r"excluding|other than|never|w/o|without|anything but|everything but|all but"
    r")[\s:]+(?=\S)",
    re.IGNORECASE,
)
# "trauma no longer", "Spanish not now": an afterthought takes back what stands before it. What has ended is a no.
_ENDED = re.compile(r"no longer|no more|not any ?more|never|not at all", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_WHEN = (
    rf"(?:(?:the|early|late|mid|next|this|last|new|end of)[\s-]+)*(?:{_MONTH}|fall|autumn|spring|summer|winter|years?|"
    r"months?|weeks?|soon|\d{1,2}/\d{1,4}|20\d\d|\d{1,2} (?:days|weeks|months|years))\b.*"
)
_UNSETTLED = re.compile(
    rf"not (?:now|yet|currently|right now|at this time|at the moment|really|much|recently|lately)|"
    rf"(?:coming )?soon|later|used to(?: (?:do|take|treat|see|offer|speak))?|formerly|previously|in the past|"
    rf"years ago|eventually|"
    rf"(?:(?:coming|starting|starts|beginning|begins|as of|until|till?|ending|ends|ended|effective|from|after|before|"
    rf"in|on)\s+)+{_WHEN}",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?P<head>\S.*?)\s*[\s,:(\u2013\u2014-]\s*(?:(?P<ended>{_ENDED.pattern})|{_UNSETTLED.pattern})\s*\)?[.!]*",
    re.IGNORECASE | re.DOTALL,
)
BEGINNING_AFTERTHOUGHTS = frozenset({
    "no", "never", "not", "coming", "soon", "later", "used", "formerly", "previously", "in", "years", "eventually",
    "starting", "starts", "beginning", "begins", "as", "until", "till", "til", "ending", "ends", "ended", "effective",
    "from", "after", "before", "on",
})  # fmt: skip
"""The words with which an afterthought begins: one that stands behind a slash may be about all that stands before."""
# A part that is nothing but a yes or a no, or an afterthought: it is of the entry before it, and of no other.
_YES_ALONE = frozenset({"yes", "y", "ok", "yep"})
_NO_ALONE = frozenset({"no", "n", "nope", "not"})
# "Aetna yes Cigna no"
_ALTERNATELY = re.compile(r"(?:(?!(?:yes|no)\b)[^;,\n|()]+?\s(?:yes|no)\b\s*){2,}", re.IGNORECASE)
_DOUBT = re.compile(r"[?\u00bf]|\b(?:maybe|perhaps|possibly|probably|not sure|unsure|pending|tbd)\b", re.IGNORECASE)


class Entry(NamedTuple):
    """One part of what was written, as it stands there, and what it was taken for.

    `kind` is the vocabulary that knows it, None where none does; `mark` a depth, `full`, `open` or `no`.
    """

    text: str
    kind: str | None = None
    understood: Understood | None = None
    mark: str | None = None


class Parted(NamedTuple):
    """The terms that a text names, and the parts that are none, as they stand.

    `marks` has a place for each term. `open`: the text itself says that there are others ("etc", "...").
    """

    terms: tuple[Understood, ...] = ()
    left: tuple[str, ...] = ()
    marks: tuple[str | None, ...] = ()
    open: bool = False


@lru_cache(maxsize=16_384)
def part(kind: str, text: str, state: str | None = None) -> Parted:
    """Part `text` into terms of one vocabulary: a list, or several terms joined by a slash or "and".

    What is a term as a whole ("grief and loss") stays whole; "and" parts only what holds a term on one side at least.
    """
    entries, is_open = part_among((kind,), text, state)
    known = [(entry.understood, entry.mark) for entry in entries if entry.understood is not None]
    return Parted(
        tuple(understood for understood, _ in known),
        tuple(entry.text for entry in entries if entry.understood is None),
        tuple(mark for _, mark in known),
        is_open,
    )


def words_around(kind: str) -> tuple[str, ...]:
    """Words before or behind a term of this vocabulary that say nothing more than its column does."""
    return tuple(word for words in _AROUND[kind].values() for word in words)


def entry_name(understood: Understood) -> str:
    """The entry of a list that a term makes: a carrier with its plan behind a slash."""
    return f"{understood.name}/{understood.plan}" if understood.plan else understood.name


def part_among(kinds: tuple[str, ...], text: str, state: str | None = None) -> tuple[tuple[Entry, ...], bool]:
    """The entries that `text` names, each in the first of these vocabularies that knows it; and whether there are more.

    Every word of `text` is in an entry, but for what says that there are more.
    """
    entries: list[Entry] = []
    is_open = False
    state = state if _OF_A_STATE.intersection(kinds) else None
    text = _CROSSED.sub(" no, ", _TICKED.sub(" yes, ", text)) if not text.isascii() else text
    for segment in cut(text, _HARD):
        parted = _segment(kinds, segment, state)
        if parted.answers and entries:
            entries, ends_open = _parted_segment(kinds, segment, state, entries)
        else:
            entries.extend(parted.entries)
            ends_open = parted.open
        is_open |= ends_open
    return tuple(entries), is_open


class _Segment(NamedTuple):
    """What stands between two hard signs, read alone; `answers`: it begins with an answer to what is before it."""

    entries: tuple[Entry, ...]
    open: bool
    answers: bool


@lru_cache(maxsize=16_384)
def _segment(kinds: tuple[str, ...], segment: str, state: str | None) -> _Segment:
    """A segment read alone. The entries of a list come again and again, whole cells of them hardly ever."""
    entries, is_open = _parted_segment(kinds, segment, state, [])
    return _Segment(tuple(entries), is_open, is_answer(next(iter(cut(segment, COMMA)), "")))


def _parted_segment(
    kinds: tuple[str, ...], segment: str, state: str | None, before: list[Entry]
) -> tuple[list[Entry], bool]:
    """The entries of a segment behind those before it, which an answer at its beginning is about."""
    entries, is_open, denied_before = before, False, False
    whole = _exact(kinds, segment, state)
    if whole is not None and not _DOUBT.search(segment):
        return [*entries, whole], False
    for item in _one_answer_each(cut(segment, COMMA)):
        no_ending = is_answer(item) or is_taken_back(item)  # "no more"
        bare, ends_open = (item, False) if no_ending else without_open_ending(item)
        if ends_open and item[-1].isalpha() and _exact(kinds, item, state) is not None:
            bare, ends_open = item, False  # "thoughts of harming others" ends no list
        is_open |= ends_open
        if not bare:
            continue
        if entries and is_answer(bare):
            entries[-1] = _answered(kinds, entries[-1], bare, state)
            continue
        outside = fold(re.sub(r"\([^()]*\)", " ", bare)).split()
        denies = not DENYING_WORDS.isdisjoint(outside) and _exact(kinds, bare, state) is None
        # Of "no kids, couples" nobody can tell whether couples are seen.
        in_doubt = denied_before and not denies
        parted = [Entry(bare)] if in_doubt else list(_parted_item(kinds, bare, state))
        denied_before |= denies
        entries.extend(parted)
    return entries, is_open


def is_answer(text: str) -> bool:
    """Whether a part is nothing but a yes, a no or an afterthought ("not now") about the entry before it."""
    folded = fold(text)
    return (
        folded in _YES_ALONE
        or folded in _NO_ALONE
        or _ENDED.fullmatch(text) is not None
        or _UNSETTLED.fullmatch(text) is not None
    )


def is_taken_back(text: str) -> bool:
    """Whether an afterthought ends a part: "trauma soon", "EMDR in the past"."""
    return _BEHIND.fullmatch(text) is not None


def _answered(kinds: tuple[str, ...], entry: Entry, answer: str, state: str | None) -> Entry:
    """An entry with the answer that stands behind it, which is about no other; left where it cannot be so."""
    folded, text = fold(answer), f"{entry.text}, {answer}"
    denies = folded in _NO_ALONE or _ENDED.fullmatch(answer) is not None
    if entry.understood is None or not (denies or folded in _YES_ALONE):
        return Entry(text)
    if entry.mark == NO:
        return entry._replace(text=text) if denies else Entry(text)
    return entry._replace(text=text, mark=NO) if denies else entry


def _one_answer_each(items: list[str]) -> Iterator[str]:
    """The items, and "Aetna yes Cigna no" as two of them."""
    for item in items:
        if _ALTERNATELY.fullmatch(item):
            yield from (found[0].strip() for found in re.finditer(r".+?\s(?:yes|no)\b", item, re.IGNORECASE))
        else:
            yield item


def cut(text: str, separators: re.Pattern[str]) -> list[str]:
    """The parts of `text` between separators outside of brackets, without the empty ones."""
    if "(" not in text:
        return [part.strip() for part in separators.split(text) if part.strip()]
    parts: list[str] = []
    start, depth, at = 0, 0, 0
    closing = text.count(")")
    while at < len(text):
        sign = text[at]
        if sign == "(" and closing > depth:
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
            closing -= 1
        elif not depth:
            found = separators.match(text, at)
            if found and found.end() > at:
                parts.append(text[start:at])
                start = at = found.end()
                continue
        at += 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def without_open_ending(text: str) -> tuple[str, bool]:
    """The text without "..." or "etc" behind it, and whether there was any."""
    bare = re.sub(r"(?:\.{2,}|\u2026)\s*$", "", text).strip()
    if fold(bare) in _MORE_FOLLOW:
        return "", True
    ended = re.sub(
        r"[\s,]+(?:(?:and|&)\s+)?(?:etc|et cetera|(?:many )?others|(?:many )?more|so on)\.*$", "", bare, flags=re.I
    )
    return ended, ended != text


def _parted_item(kinds: tuple[str, ...], text: str, state: str | None) -> Iterator[Entry]:
    """The entries of a part without list signs: one term, a denied one, or several joined by "and" or a slash."""
    if _DOUBT.search(text):
        yield Entry(text)
        return
    exact = _exact(kinds, text, state)
    if exact is not None:
        yield exact
        return
    plain = _LEADING.sub("", text)
    taken_back = _BEHIND.fullmatch(plain)
    if taken_back:
        yield _taken_back(kinds, text, taken_back, state)
        return
    denying = _DENYING.match(plain)
    if denying:
        yield from _denied(kinds, plain, denying, state)
        return
    if "(" in plain and plain.endswith(")"):
        yield from _bracketed(kinds, text, plain, state)
        return
    if not DENYING_WORDS.isdisjoint(fold(plain).split()):
        yield from _denied_behind(kinds, plain, state)
        return
    yield from _joined(kinds, plain, state)


def _taken_back(kinds: tuple[str, ...], text: str, behind: re.Match[str], state: str | None) -> Entry:
    """ "Trauma no longer" is known not to be so; of "trauma not now", "trauma soon" nothing is known."""
    entry = _exact(kinds, behind["head"], state)
    ended = behind["ended"] is not None and entry is not None and entry.mark is None
    return entry._replace(text=text, mark=NO) if ended and entry is not None else Entry(text)


def _denied(kinds: tuple[str, ...], text: str, denying: re.Match[str], state: str | None) -> Iterator[Entry]:
    """The entries behind "no" or "except". What is not known there stays with the words that deny it."""
    rest = text[denying.end() :]
    if not DENYING_WORDS.isdisjoint(fold(rest).split()):
        yield Entry(text)
        return
    inner = list(_joined(kinds, rest, state))
    if fold(rest).split()[:1] and fold(rest).split()[0] in _QUALIFYING:
        yield Entry(text)
        return
    if any(entry.understood is None or entry.mark not in (None, "takes") for entry in inner):
        yield Entry(text)
        return
    for entry in inner:
        yield entry._replace(text=f"{text[: denying.end()]}{entry.text}", mark=NO)


def _denied_behind(kinds: tuple[str, ...], text: str, state: str | None) -> Iterator[Entry]:
    """ "Most plans but not Kaiser": what stands before the denial, and what is denied."""
    for found in re.finditer(r"\s+(?=(?:but|not|no|except|excluding|other than|without)\b)", text, re.IGNORECASE):
        head, tail = text[: found.start()], text[found.end() :]
        denying = _DENYING.match(tail)
        if denying and DENYING_WORDS.isdisjoint(fold(head).split()):
            denied = list(_denied(kinds, tail, denying, state))
            if any(entry.understood is None for entry in denied):
                break  # what the denial is about may be what stands before it
            yield from _joined(kinds, head, state)
            yield from denied
            return
    yield Entry(text)


def _bracketed(kinds: tuple[str, ...], text: str, plain: str, state: str | None) -> Iterator[Entry]:
    """`OCD (certified)`, `bilingual (Spanish)`. A remark that is neither may change what it stands behind."""
    parts = re.fullmatch(r"(.*?)\s*\(([^()]*)\)", plain, re.DOTALL)
    if parts is None or not parts[1]:
        inner = parts[2].strip() if parts else ""
        yield from _parted_item(kinds, inner, state) if inner else iter((Entry(text),))
        return
    head, remark = parts[1].strip(), parts[2].strip()
    mark = MARK_WORDS.get(fold(remark))
    if mark is not None or not remark:
        known = list(_joined(kinds, head, state))
        if mark is not None and (len(known) != 1 or known[0].understood is None):
            yield Entry(text)
            return
        yield from (entry._replace(text=text, mark=mark or entry.mark) for entry in known)
        return
    before = list(_joined(kinds, head, state))
    if fold(remark) in _YES_ALONE:
        sure = all(entry.understood and entry.mark != NO for entry in before)
        yield from (entry._replace(text=text) for entry in before) if sure else iter((Entry(text),))
        return
    # "Accelerated Resolution Therapy (ART)"
    if remark.isupper() and "".join(word[0] for word in re.findall(r"[^\W_]+", head)).upper() == remark:
        yield from (entry._replace(text=text) for entry in before) if len(before) == 1 else before
        return
    fillers = {fold(word) for kind in kinds for words in _AROUND[kind].values() for word in words}
    if fold(remark) in fillers and all(entry.understood for entry in before):
        yield from before
        return
    if "insurer" in kinds and (with_plan := _guessed(kinds, text, state)).understood is not None:
        yield with_plan
        return
    if "insurer" in kinds and re.search(r"\bonly\b", remark, re.IGNORECASE):
        yield Entry(text)  # "Aetna (EAP only)" is not Aetna
        return
    inside, _ = part_among(kinds, remark, state)
    beside = fold(head) in fillers
    if all(entry.understood for entry in inside) and (beside or any(entry.understood for entry in before)):
        yield from (entry for entry in before if not beside)
        yield from inside
        return
    changes = {*_REMARKS, *DENYING_WORDS}.intersection(fold(remark).split()) or "in training" in fold(remark)
    in_years = re.search(r"\d", remark) is not None  # "teens (14 to 19)"
    if "insurer" not in kinds and not changes and not in_years and all(entry.understood for entry in before):
        yield from before
        yield Entry(remark)
        return
    yield Entry(text)


def _joined(kinds: tuple[str, ...], text: str, state: str | None) -> Iterator[Entry]:
    """The terms of "A and B/C": the longest runs that are terms, then what may be meant, then what is no term."""
    whole = _exact(kinds, text, state)
    if whole is not None:
        yield whole
        return
    atoms = _atoms(text)
    if len(atoms) == 1:
        guessed = _guessed(kinds, text, state)
        yield from (guessed,) if guessed.understood else _side_by_side(kinds, text, state)
        return
    runs = list(_runs(kinds, text, atoms, state))
    if all(entry.understood for entry in runs):
        yield from runs
        return
    guessed = _guessed(kinds, text, state) if kinds != ("insurer",) or not _LISTING.search(text) else Entry(text)
    if guessed.understood is not None:
        yield guessed
        return
    if _DASH.search(text) and ("insurer" in kinds or not _REMARKS.isdisjoint(fold(text).split())):
        yield Entry(text)  # "Aetna - closed panel": what stands behind a dash may take back what stands before it
        return
    guessed_runs: list[Entry] = []
    for entry in runs:
        if entry.understood:
            guessed_runs.append(entry)
        elif entry.text.endswith(")") and "(" in entry.text:
            guessed_runs.extend(_bracketed(kinds, entry.text, entry.text, state))
        else:
            guessed_runs.append(_guessed(kinds, entry.text, state))
    yield from guessed_runs if any(entry.understood for entry in guessed_runs) else (Entry(text),)


def _side_by_side(kinds: tuple[str, ...], text: str, state: str | None) -> Iterator[Entry]:
    """Terms with nothing between them but spaces and small words: "anxiety depression", "EMDR for trauma", "PhD LP".

    Only where every word belongs to a term; and "adult children" are neither adults nor children.
    """
    words = text.split()
    entries: list[Entry] = []
    at = 0
    while at < len(words):
        if fold(words[at]) in _SMALL_WORDS and entries:
            at += 1
            continue
        for end in range(len(words), at, -1):
            exact = _plain(kinds, " ".join(words[at:end]), state)
            if exact is not None:
                entries.append(exact)
                at = end
                break
        else:
            yield Entry(text)
            return
    populations = sum(entry.kind == "population" for entry in entries)
    if len(entries) < 2 or len(words) > _MOST_WORDS or populations > 1:
        yield Entry(text)
        return
    yield from entries


def _plain(kinds: tuple[str, ...], text: str, state: str | None) -> Entry | None:
    """The text as a term as it is spelled, or nothing."""
    for kind in kinds:
        if vocabulary(kind).find(text, state) is not None:
            return Entry(text, kind, vocabulary(kind).understand(text, state))
    return None


def _atoms(text: str) -> list[tuple[int, int]]:
    """Where the parts between soft separators begin and end."""
    atoms: list[tuple[int, int]] = []
    start = 0
    for found in _SOFT.finditer(text):
        if text[start : found.start()].strip():
            atoms.append((start, found.start()))
        start = found.end()
    if text[start:].strip():
        atoms.append((start, len(text)))
    return atoms or [(0, len(text))]


def _runs(kinds: tuple[str, ...], text: str, atoms: list[tuple[int, int]], state: str | None) -> Iterator[Entry]:
    """Neighbouring parts that are one term together ("grief and loss"), longest first; else each part alone."""
    at = 0
    while at < len(atoms):
        for end in range(len(atoms), at, -1):
            run = text[atoms[at][0] : atoms[end - 1][1]].strip()
            exact = _exact(kinds, run, state)
            if exact is not None:
                yield exact
                at = end
                break
        else:
            yield Entry(text[slice(*atoms[at])].strip())
            at += 1


def _exact(kinds: tuple[str, ...], text: str, state: str | None) -> Entry | None:
    """The text as a term of the first vocabulary that has it, with a depth word or a filler beside it taken off."""
    plain = _plain(kinds, text, state)
    if plain is not None or "(" in text:
        return plain
    for kind in kinds:
        for bare, mark in _barer(kind, fold(text)):
            if vocabulary(kind).find(bare, state) is not None:
                # As it was typed, where that is its spelling: what is assumed of it is said in these letters.
                typed = re.search(re.escape(bare), text, re.IGNORECASE)
                return Entry(text, kind, vocabulary(kind).understand(typed[0] if typed else bare, state), mark)
    return None


@lru_cache(maxsize=16_384)
def _barer(kind: str, folded: str) -> tuple[tuple[str, str | None], ...]:
    """The folded words without a mark or filler before or behind them."""
    choices: list[tuple[str, str | None]] = []
    before, behind = _AROUND[kind]["before"], _AROUND[kind]["behind"]
    if folded.endswith((" no", " n")):
        choices.append((folded.rpartition(" ")[0], NO))
    elif folded.endswith((" yes", " y")):
        choices.append((folded.rpartition(" ")[0], None))
    for word, mark in MARK_WORDS.items():
        if mark == NO or (mark in _DEPTHS) == (kind == "insurer") or (mark == "open" and word != "open"):
            continue
        if folded.endswith(f" {word}"):
            choices.append((folded.removesuffix(f" {word}"), mark))
        openings = (word, f"{word} in", f"{word} with") if mark in _DEPTHS else ()
        choices.extend((folded.removeprefix(f"{o} "), mark) for o in openings if folded.startswith(f"{o} "))
    if kind == "approach" and (level := _LEVEL.search(folded)):
        choices.append((folded[: level.start()], "trained"))
    bare = folded
    for word in sorted(map(fold, before), key=len, reverse=True):
        bare = bare.removeprefix(f"{word} ")
    shorter = bare
    for word in sorted(map(fold, behind), key=len, reverse=True):
        if shorter.endswith(f" {word}"):
            shorter = shorter.removesuffix(f" {word}")
            break
    choices.extend((choice, None) for choice in (bare, shorter) if choice != folded)
    return tuple(choices)


def _guessed(kinds: tuple[str, ...], text: str, state: str | None) -> Entry:
    """The text as a term that it is one slip away from, or a plan of a carrier; else no term."""
    if "insurer" in kinds:
        text_meant = re.sub(r"\s+only$", "", text, flags=re.IGNORECASE)
        if text_meant != text:
            return _guessed(kinds, text_meant, state)._replace(text=text)
    for kind in kinds:
        understood = vocabulary(kind).understand(text, state)
        plan = understood.plan
        named = plan is not None and vocabulary("insurer").plans.lists(understood.name, plan)
        if understood.known and (plan is None or named or _reads_like_a_plan(text, plan)):
            return Entry(text, kind, understood)
    return Entry(text)


def _reads_like_a_plan(text: str, plan: str) -> bool:
    """Whether what stands behind a carrier is a plan's name ("Choice POS II"), and no remark ("leaving in May")."""
    if (
        not _REMARKS.isdisjoint(fold(plan).split())
        or len(fold(plan)) < 2
        or vocabulary("insurer").plans.are_types(plan)
    ):
        return vocabulary("insurer").plans.are_types(plan)
    written_small = plan.islower() and not text.islower()
    return not written_small
