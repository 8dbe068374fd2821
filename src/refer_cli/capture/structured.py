"""Claims that a page's markup or a contact card states by name: properties to fields, whatever their type."""

from __future__ import annotations

import re
from typing import Any

from refer_cli.capture.naming import letters_from, looks_like_name, names_with_letters, tidy_name, titles_in
from refer_cli.capture.shapes import find_shapes
from refer_cli.capture.vocabulary_index import FIELD, find_mentions
from refer_cli.places.states import state_code

_PERSONAL = ("givenName", "familyName", "honorificSuffix", "honorificPrefix", "jobTitle", "alumniOf", "hasCredential")
_CONTACTS = ("telephone", "address", "email", "medicalSpecialty", "knowsAbout")
_PEOPLE = frozenset({"person", "physician", "individualphysician", "psychologist", "therapist"})
_NOT_ABOUT = frozenset(
    [
        "review",
        "reviews",
        "author",
        "publisher",
        "creator",
        "contributor",
        "editor",
        "reviewedBy",
        "itemReviewed",
        "breadcrumb",
        "potentialAction",
        "isPartOf",
        "mainEntityOfPage",
        "aggregateRating",
        "sponsor",
        "funder",
        "colleague",
        "colleagues",
        "knows",
        "spouse",
        "parent",
        "children",
        "alumniOf",
        "memberOf",
        "provider",
        "sourceOrganization",
        "copyrightHolder",
        "comment",
        "relatedLink",
    ]
)
_KIND_FIELDS = {field: kind for kind, field in FIELD.items()}


_LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Farsi", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "tl": "Tagalog", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


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
        if code in _LANGUAGES:
            self.add("languages", _LANGUAGES[code], text)
        else:
            self.words("languages", text)

    def telephone(self, text: str) -> None:
        """The first telephone number, written as everywhere."""
        shapes, _ = find_shapes(f"phone {text}")
        number = next((one.value for one in shapes if one.field == "phone"), None)
        if number is None and re.fullmatch(r"\s*\+(?:[\s()./-]*\d){7,15}\s*", text):
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
        found = re.match(r"\d{5}(?:-\d{4})?$", code.strip())
        if found:
            self.add("zip", found[0])

    def loose_address(self, text: str) -> None:
        """An address in one line: its end is told apart from its street."""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if len(parts) > 5:
            parts = [part for part in parts if part.upper() not in ("US", "USA", "UNITED STATES")]
        found = re.search(r"([A-Za-z .'-]+),\s*([A-Za-z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?),?\s*(\d{5}(?:-\d{4})?)", text)
        if found and state_code(found[2]):
            street = text[: found.start()].strip(" ,")
            self.address(street, found[1].strip(), found[2], found[3])

    def words(self, field: str, text: str) -> None:
        """The vocabulary's words of one list in a property's text."""
        kind = _KIND_FIELDS[field]
        for mention in find_mentions(text, None):
            for found, term in mention.terms:
                if found == kind:
                    self.add(field, term, text[mention.start : mention.end])


def claims_of(
    nodes: list[dict[str, Any]],
) -> tuple[list[tuple[tuple[str, str, str], ...]], tuple[tuple[str, str, str], ...]]:
    """The people of a page's structured nodes, and the claims of the one practice that they name."""
    people: list[dict[str, Any]] = []
    places: list[dict[str, Any]] = []
    known = _named(nodes, {})
    for node in nodes:
        _collect(_resolved(node, known) if known else node, people, places)
    unique: dict[str, Claims] = {}
    for node in people:
        claims = Claims()
        _fill(claims, node)
        if claims.has("name"):
            name = next(value for field, value, _ in claims.all() if field == "name")
            kept = unique.setdefault(name.casefold(), claims)
            if kept is not claims:
                for claim in claims.all():
                    if not kept.has(claim[0]):
                        kept.add(*claim)
    practice = Claims()
    if len({_text(place.get("name")) for place in places} - {""}) == 1:
        for place in places:
            _fill(practice, place, organization=True)
    return [claims.all() for claims in unique.values()], practice.all()


def _resolved(node: Any, known: dict[str, Any]) -> Any:
    """A node with each bare reference (`{"@id": "#biz"}`) put in place of what it names, as site builders write it.

    What is put in is not searched again: nothing goes round in circles.
    """
    if isinstance(node, list):
        return [_resolved(one, known) for one in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"@id"}:
        return known.get(str(node["@id"]), node)
    return {word: _resolved(value, known) for word, value in node.items()}


def _named(node: Any, known: dict[str, Any]) -> dict[str, Any]:
    """Every node that has an `@id` of its own and says something."""
    if isinstance(node, list):
        for one in node:
            _named(one, known)
    elif isinstance(node, dict):
        if "@id" in node and len(node) > 1:
            known.setdefault(str(node["@id"]), node)
        for value in node.values():
            if isinstance(value, (dict, list)):
                _named(value, known)
    return known


def _collect(node: Any, people: list[dict[str, Any]], places: list[dict[str, Any]]) -> None:
    if isinstance(node, list):
        for one in node:
            _collect(one, people, places)
        return
    if not isinstance(node, dict):
        return
    name = _text(node.get("name"))
    types = {str(one).rpartition("/")[2].lower() for one in _listed(node.get("@type"))}
    is_person = (
        bool(types & _PEOPLE) or any(node.get(one) for one in _PERSONAL) or bool(names_with_letters(name))
        or (looks_like_name(name) is not None and any(node.get(one) for one in _CONTACTS))
    )  # fmt: skip
    if is_person and (name or node.get("familyName")):
        people.append(node)
    elif name and any(node.get(one) for one in ("telephone", "address")):
        places.append(node)
    for word, value in node.items():
        if word not in _NOT_ABOUT and isinstance(value, (dict, list)):
            _collect(value, people, places)


def _fill(claims: Claims, node: dict[str, Any], organization: bool = False) -> None:
    name = _text(node.get("name")) or " ".join(_text(node.get(part)) for part in ("givenName", "familyName")).strip()
    if organization:
        claims.first("practice", name)
    else:
        claims.person(name)
        for part in ("honorificSuffix", "jobTitle"):
            for value in _listed(node.get(part)):
                claims.title(_text(value))
        for value in _listed(node.get("hasCredential")):
            claims.title(_text(value) or _text(value.get("name") if isinstance(value, dict) else ""))
        for part in ("worksFor", "affiliation", "worksAt"):
            for value in _listed(node.get(part)):
                organization_name = _text(value.get("name")) if isinstance(value, dict) else _text(value)
                claims.first("practice", organization_name)
                if isinstance(value, dict):
                    _contacts(claims, value)
    _contacts(claims, node)
    for part in ("knowsLanguage", "availableLanguage"):
        for value in _listed(node.get(part)):
            claims.language(_text(value) or _text(value.get("name") if isinstance(value, dict) else ""))
    for part in ("knowsAbout", "medicalSpecialty"):
        for value in _listed(node.get(part)):
            text = _text(value) or _text(value.get("name") if isinstance(value, dict) else "")
            claims.words("specialties", text)
            if not any(words in text for field, _, words in claims.all() if field == "specialties"):
                claims.words("approaches", text)
    for part in ("paymentAccepted", "healthPlanNetworkId", "acceptedInsurance", "healthInsurance"):
        for value in _listed(node.get(part)):
            text = _text(value) or _text(value.get("name") if isinstance(value, dict) else "")
            if not re.search(r"\b(?:not|no)\b", text, re.I):
                claims.words("panels", text)
    accepting = node.get("isAcceptingNewPatients")
    if accepting is not None:
        said = _text(accepting).rpartition("/")[2].lower()
        if said in ("true", "yes", "false", "no"):
            claims.add("accepting", "yes" if said in ("true", "yes") else "no", _text(accepting))
    claims_npi = _text(node.get("usNPI"))
    if re.fullmatch(r"\d{10}", claims_npi):
        claims.first("npi", claims_npi)


def _contacts(claims: Claims, node: dict[str, Any]) -> None:
    for value in _listed(node.get("telephone")):
        claims.telephone(_text(value))
    for value in _listed(node.get("email")):
        claims.first("email", _text(value))
    for value in _listed(node.get("url")):
        if re.match(r"https?://|www\.", _text(value)):
            claims.first("website", _text(value))
    for value in _listed(node.get("address")):
        if isinstance(value, dict):
            claims.address(
                *(
                    _text(value.get(part))
                    for part in ("streetAddress", "addressLocality", "addressRegion", "postalCode")
                )
            )
        else:
            claims.loose_address(_text(value))
    for value in _listed(node.get("location")):
        if isinstance(value, dict) and isinstance(value.get("address"), dict):
            _contacts(claims, {"address": value["address"]})


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""
