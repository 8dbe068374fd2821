"""Claims that a page's markup or a contact card states by name: properties to fields, whatever their type."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from refer_cli.capture.naming import letters_from, looks_like_name, names_with_letters, tidy_name, titles_in
from refer_cli.capture.shapes import find_shapes
from refer_cli.capture.vocabulary_index import FIELD, find_mentions
from refer_cli.places.states import state_code

_KIND_FIELDS = {field: kind for kind, field in FIELD.items()}
_ABROAD = re.compile(r"\s*\+(?:[\s()./-]*\d){7,15}\s*")
_ZIP = re.compile(r"\d{5}(?:-\d{4})?$")
_CITY_STATE_ZIP = re.compile(r"([A-Za-z .'-]+),\s*([A-Za-z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?),?\s*(\d{5}(?:-\d{4})?)")
_DENIES = re.compile(r"\b(?:not|no)\b", re.I)
_WEB = re.compile(r"https?://|www\.")
_NPI = re.compile(r"\d{10}")
_YES, _NO = frozenset({"true", "yes"}), frozenset({"false", "no"})


@cache
def page_words() -> dict[str, Any]:
    """The names of elements, classes, types and properties by what they mean: `page.json`."""
    data: dict[str, Any] = json.loads((Path(__file__).parent / "page.json").read_text(encoding="utf-8"))
    return data


class Claims:
    """The claims of one person, each with the words they came from."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str, str]] = []

    def all(self) -> tuple[tuple[str, str, str], ...]:
        """What was claimed, without repeats."""
        return tuple(dict.fromkeys(self._found))

    def has(self, field: str) -> bool:
        """Whether anything was claimed of a field."""
        return any(one[0] == field for one in self._found)

    def add(self, field: str, value: str, words: str | None = None) -> None:
        """One claim, if there is anything in it."""
        value = " ".join(value.split())
        if value:
            self._found.append((field, value, words or value))

    def first(self, field: str, value: str) -> None:
        """A claim of a field that holds one value: the first counts."""
        value = value.removeprefix("mailto:").strip()
        if not self.has(field) and value:
            self.add(field, value)

    def person(self, text: str) -> None:
        """A name, with the letters that stand behind it."""
        found = names_with_letters(text)
        if found:
            self.add("name", found[0].name, text[found[0].start : found[0].name_end])
            for term in found[0].credentials:
                self.add("credentials", term, text[found[0].name_end : found[0].end].strip(" ,("))
            return
        name = looks_like_name(text) or tidy_name(text)
        if name:
            self.add("name", name, text)

    def letters_behind(self, text: str) -> None:
        """The letters that stand behind a name which is known from elsewhere."""
        for found in names_with_letters(text)[:1]:
            for term in found.credentials:
                self.add("credentials", term, text[found.name_end : found.end].strip(" ,("))

    def title(self, text: str) -> None:
        """Licence titles and letters in a job title or suffix."""
        for words, term, _ in titles_in(text):
            self.add("credentials", term, words)
        credentials, _ = letters_from(text.strip(), 0, None, True)
        for term in credentials:
            self.add("credentials", term, text)

    def language(self, text: str) -> None:
        """A language by its name or by its code (ISO 639-1: "fr", "es-MX")."""
        code = text.strip().lower().partition("-")[0]
        known = page_words()["language_codes"].get(code)
        if known:
            self.add("languages", known, text)
        else:
            self.words("languages", text)

    def telephone(self, text: str) -> None:
        """The first telephone number, written as everywhere."""
        shapes, _ = find_shapes(f"phone {text}")
        number = next((one.value for one in shapes if one.field == "phone"), None)
        if number is None and _ABROAD.fullmatch(text):
            number = text  # of another country: dialled as it is given
        if number and not self.has("phone"):
            self.add("phone", number, text)

    def address(self, street: str, city: str, region: str, code: str) -> None:
        """The first address."""
        if self.has("city") or self.has("zip"):
            return
        if street:
            self.add("street", street)
        if city:
            self.add("city", city)
        state = state_code(region) if region else None
        if state:
            self.add("state", state, region)
        if _ZIP.match(code.strip()):
            self.add("zip", code.strip())

    def loose_address(self, text: str) -> None:
        """An address in one line: its end is told apart from its street."""
        found = _CITY_STATE_ZIP.search(text)
        if found and state_code(found[2]):
            self.address(text[: found.start()].strip(" ,"), found[1].strip(), found[2], found[3])

    def words(self, field: str, text: str) -> None:
        """The vocabulary's words of one list in a property's text."""
        kind = _KIND_FIELDS[field]
        for mention in find_mentions(text, None):
            for found, term in mention.terms:
                if found == kind:
                    self.add(field, term, text[mention.start : mention.end])


_Claim = tuple[str, str, str]


def claims_of(nodes: list[dict[str, Any]]) -> tuple[list[tuple[_Claim, ...]], tuple[_Claim, ...]]:
    """The people of a page's structured nodes, and the claims of the one practice that they name."""
    people: list[dict[str, Any]] = []
    places: list[dict[str, Any]] = []
    known = _named(nodes, {})
    for node in nodes:
        _collect(_resolved(node, known) if known else node, people, places)
    unique: dict[str, Claims] = {}
    for node in people:
        claims = _of_person(node)
        name = next((value for field, value, _ in claims.all() if field == "name"), None)
        if name is None:
            continue
        kept = unique.setdefault(name.casefold(), claims)
        for claim in claims.all() if kept is not claims else ():
            if not kept.has(claim[0]):
                kept.add(*claim)
    practice = Claims()
    if len({_text(place.get("name")) for place in places} - {""}) == 1:
        for place in places:
            practice.first("practice", _text(place.get("name")))
            _common(practice, place)
    return [claims.all() for claims in unique.values()], practice.all()


def lines_of(nodes: list[dict[str, Any]]) -> list[str]:
    """What the nodes say in words of their own: what is offered at which price, and how they describe themselves."""
    lines = []
    for node in _all_nodes(nodes, 0):
        price = _text(node.get("price"))
        item = _text(node.get("name")) or next(
            (_text(part.get("name")) for part in _listed(node.get("itemOffered")) if isinstance(part, dict)), ""
        )
        if price and item and _text(node.get("priceCurrency")) in ("", "USD"):
            lines.append(f"{item}: ${price.removeprefix('$').removesuffix('.00')}")
    return list(dict.fromkeys(lines))


def _all_nodes(node: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, dict):
        yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        if isinstance(child, (dict, list)):
            yield from _all_nodes(child, depth + 1)


_DEEPEST = 40
"""Nodes within nodes; markup that says anything stays far below."""


def _resolved(node: Any, known: dict[str, Any], depth: int = 0) -> Any:
    """A node with each bare reference (`{"@id": "#biz"}`) put in place of what it names, as site builders write it.

    What is put in is not searched again: nothing goes round in circles.
    """
    if depth > _DEEPEST:
        return None
    if isinstance(node, list):
        return [_resolved(child, known, depth + 1) for child in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"@id"}:
        return known.get(str(node["@id"]), node)
    return {word: _resolved(value, known, depth + 1) for word, value in node.items()}


def _named(nodes: list[dict[str, Any]], known: dict[str, Any]) -> dict[str, Any]:
    """Every node that has an `@id` of its own and says something."""
    for node in _all_nodes(nodes, 0):
        if "@id" in node and len(node) > 1:
            known.setdefault(str(node["@id"]), node)
    return known


def _collect(node: Any, people: list[dict[str, Any]], places: list[dict[str, Any]]) -> None:
    if isinstance(node, list):
        for child in node:
            _collect(child, people, places)
    if not isinstance(node, dict):
        return
    words = page_words()
    name = _text(node.get("name"))
    types = {str(kind).rpartition("/")[2].lower() for kind in _listed(node.get("@type"))}
    is_person = (
        not types.isdisjoint(words["people"])
        or any(node.get(word) for word in words["personal"])
        or bool(names_with_letters(name))
        or (looks_like_name(name) is not None and any(node.get(word) for word in words["contacts"]))
    )
    if is_person and (name or node.get("familyName")):
        people.append(node)
    elif name and any(node.get(word) for word in ("telephone", "address")):
        places.append(node)
    for word, value in node.items():
        if word not in words["not_about"] and isinstance(value, (dict, list)):
            _collect(value, people, places)


def _of_person(node: dict[str, Any]) -> Claims:
    claims = Claims()
    full = " ".join(_text(node.get(part)) for part in ("givenName", "familyName"))
    claims.person(_text(node.get("name")) or full.strip())
    for text in _texts(node, "titles"):
        claims.title(text)
    for value in _values(node, "practices"):
        claims.first("practice", _said(value))
        if isinstance(value, dict):
            _contacts(claims, value)
    _common(claims, node)
    return claims


def _common(claims: Claims, node: dict[str, Any]) -> None:
    """What markup says of a person and of a practice alike."""
    _contacts(claims, node)
    for text in _texts(node, "languages"):
        claims.language(text)
    for text in _texts(node, "specialties"):
        claims.words("specialties", text)
        if not any(words in text for field, _, words in claims.all() if field == "specialties"):
            claims.words("approaches", text)
    for text in _texts(node, "panels"):
        if not _DENIES.search(text):
            claims.words("panels", text)
    accepting = _text(node.get("isAcceptingNewPatients")).rpartition("/")[2].lower()
    if accepting in _YES | _NO:
        claims.add("accepting", "yes" if accepting in _YES else "no", _text(node["isAcceptingNewPatients"]))
    npi = _text(node.get("usNPI"))
    if _NPI.fullmatch(npi):
        claims.first("npi", npi)


def _contacts(claims: Claims, node: dict[str, Any]) -> None:
    for text in map(_text, _listed(node.get("telephone"))):
        claims.telephone(text)
    for text in map(_text, _listed(node.get("email"))):
        claims.first("email", text)
    for text in map(_text, _listed(node.get("url"))):
        if _WEB.match(text):
            claims.first("website", text)
    addresses = _listed(node.get("address"))
    addresses += [place.get("address") for place in _listed(node.get("location")) if isinstance(place, dict)]
    for value in addresses:
        if isinstance(value, dict):
            parts = ("streetAddress", "addressLocality", "addressRegion", "postalCode")
            claims.address(*(_text(value.get(part)) for part in parts))
        else:
            claims.loose_address(_text(value))


def _values(node: dict[str, Any], group: str) -> Iterator[Any]:
    for word in page_words()[group]:
        yield from _listed(node.get(word))


def _texts(node: dict[str, Any], group: str) -> Iterator[str]:
    return map(_said, _values(node, group))


def _said(value: Any) -> str:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""
