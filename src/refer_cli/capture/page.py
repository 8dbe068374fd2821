"""A saved web page: what its markup states by name, and its visible text without navigation."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any

from refer_cli.capture.contacts import named_in_practice
from refer_cli.capture.found import Described, Source
from refer_cli.capture.naming import looks_like_name, names_with_letters
from refer_cli.capture.structured import claims_of, lines_of, page_words
from refer_cli.capture.triggers import heading
from refer_cli.capture.vocabulary_index import find_mentions
from refer_cli.errors import Refused

_ENOUGH = 400_000
"""Characters of visible text: more than is ever understood, so that a page of megabytes is refused in time."""
_NESTING = re.compile(
    r"<(/?)(?!(?:p|li|t[dhr]|d[dt]|option|tbody|thead|area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)[a-z][^<>]*?(?<!/)>",
    re.I,
)
"""Tags whose elements stay open until they are closed."""
_DEEPEST = 3000
"""Elements within elements. Real pages stay below a hundred."""
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_THIN = 300
"""Characters of visible text; below it a page's programs draw what it says, and its description is read as well."""
_BLANKS = ((re.compile(r"[^\S\n]+"), " "), (re.compile(r" *\n *"), "\n"), (re.compile(r"\n{3,}"), "\n\n"))
_LONE_DASH = re.compile(r"^- \n+", re.M)
_BARS = re.compile(r"\s+[|–—-]\s+|\s*\|\s*")
_CONTACT = re.compile(r"\b[A-Z]{2},? \d{5}\b|@\w|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")
_FOOT_PIECE = re.compile(r"\s*[|·•©\n]\s*|\.\s+(?=[A-Z])")
_SCHEME = re.compile(r"^(?:mailto|tel):|\?.*$")
_LOGO = re.compile(r"\b(?:logo|insurance|accepted|badge|icon|image|photo)\b", re.I)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_page(text: str) -> Source:
    """The people of a page: by its markup where it says who they are, else by its words."""
    tree = _tree(text)
    nodes = _json_ld(tree) + _microdata(tree) + _hcards(tree)
    day = _day(tree, nodes)
    names = _titles(tree)
    descriptions = _contents(tree, page_words()["descriptions"])
    people, practice = claims_of(nodes)
    visible = _visible(tree)
    if len(people) > 1:
        return Source(tuple(Described("", claims) for claims in people), day)
    if not names_with_letters(visible):
        name = _name_of(names, named=bool(people))
        visible = f"{name}\n{visible}" if name and name not in visible.split("\n") else visible
    more = [*(descriptions if len(visible) < _THIN else ()), *lines_of(nodes)]
    visible += "".join(f"\n{line}\n" for line in more if line not in visible)
    if people:
        extra = tuple(claim for claim in practice if claim[0] not in {field for field, *_ in people[0]})
        return Source((Described(visible, people[0] + extra),), day)
    return Source((Described(visible, practice),), day)


def _name_of(names: list[str], named: bool) -> str | None:
    """Who a page is of that does not say it in its words: by its title, its pictures or the name of the practice.

    Where the markup has `named` somebody, only the letters behind the name are still wanted.
    """
    for name in names:
        lettered = names_with_letters(name)
        if lettered:
            return name[lettered[0].start : lettered[0].end]
    if named:
        return None
    plain = next((name for name in names if looks_like_name(name)), None)
    owners = (named_in_practice(name) for name in names)
    return plain or next((f"{owner.name}\n{owner.practice}" for owner in owners if owner), None)


def visible_text(text: str) -> str:
    """The words of a page (or of a mail written as one) as lines."""
    return _visible(_tree(text))


def _tree(text: str) -> Any:
    """The page's tree. Raises Refused for elements within elements by the thousand: parsing takes their square."""
    from selectolax.lexbor import LexborHTMLParser

    depth = 0
    for tag in _NESTING.finditer(text):
        depth += -1 if tag[1] else 1
        if depth > _DEEPEST:
            raise Refused(
                "The page is nested too deeply to be about a colleague.",
                "paste only the part that describes the person",
            )
    return LexborHTMLParser(text)


def _visible(tree: Any) -> str:
    contact = _at_the_foot(tree)
    for node in tree.css(", ".join(page_words()["dropped"])):
        if node.tag not in ("body", "html"):
            node.decompose()
    text = _LONE_DASH.sub("- ", _lines(tree.body)).strip() + "\n"
    return text + "".join(f"\n{line}\n" for line in contact if line not in text)


def _lines(node: Any) -> str:
    """The words of a tree as lines, without the white space between its elements."""
    pieces: list[str] = []
    if node is not None:
        _write(node, pieces)
    text = "".join(pieces)
    for blank, sign in _BLANKS:
        text = blank.sub(sign, text)
    return text


def _at_the_foot(tree: Any) -> list[str]:
    """The pieces of a page's foot that are an address, a telephone or an e-mail, or stand under a heading of a card."""
    pieces = [
        piece.strip()
        for node in tree.css(", ".join(page_words()["foot"]))
        for piece in _FOOT_PIECE.split(_lines(node))
        if len(piece) <= 90
    ]
    told = [piece for piece in pieces if _CONTACT.search(piece) or _is_headed(piece)]
    return list(dict.fromkeys(told))


def _is_headed(piece: str) -> bool:
    label, colon, words = piece.partition(":")
    return bool(colon and words.strip()) and heading(label) not in (None, "skip", "name")


def _write(top: Any, pieces: list[str]) -> None:
    """The text of a tree in order, a line a block; headings after an empty line, list entries behind a dash.

    A stack of our own instead of recursion: pages nest as deep as they like.
    """
    waiting: list[tuple[Any, str]] = [(top, "in")]
    written = 0
    while waiting and written < _ENOUGH:
        node, way = waiting.pop()
        tag = node.tag
        if way == "out":
            pieces.append(_behind(node, pieces[-1] if pieces else ""))
            continue
        if tag == "-text":
            pieces.append(re.sub(r"\s+", " ", node.text(deep=False) or ""))
            written += len(pieces[-1])
            continue
        if tag.startswith(("-", "!")):
            continue
        pieces.append(_before(node))
        waiting.append((node, "out"))
        children = list(node.iter(include_text=True))
        waiting.extend((child, "in") for child in reversed(children))


def _before(node: Any) -> str:
    """What parts an element from what stands before it."""
    tag = node.tag
    if tag == "br":
        return "\n"
    if tag == "img":
        return _insurer_in(node)
    if tag in _HEADS:
        return "\n\n"
    if tag == "li":
        return "\n- "
    if tag in page_words()["blocks"] and tag != "dd":
        return "\n"
    return ", " if tag in ("span", "a") and node.prev is not None and node.prev.tag in ("span", "a") else ""


def _behind(node: Any, written: str) -> str:
    """What parts an element from what stands behind it."""
    tag = node.tag
    if tag in ("dt", "th"):
        return " " if written.rstrip().endswith("?") else ": "
    if tag == "td":
        return ": " if _names_its_neighbour(node) else " | "
    if tag == "dd":
        return ", " if node.next is not None and _following(node) == "dd" else "\n"
    return "\n" if tag in page_words()["blocks"] else ""


def _insurer_in(image: Any) -> str:
    """The insurer whose logo a picture is."""
    words = " ".join(_LOGO.sub(" ", _attribute(image, "alt") or _attribute(image, "title")).split())
    mentions = find_mentions(words, None) if words else []
    whole = any(
        (mention.start, mention.end) == (0, len(words)) and "insurer" in mention.kinds() for mention in mentions
    )
    return f"{words}, " if whole else ""


def _attribute(node: Any, name: str) -> str:
    return " ".join(((node.attributes or {}).get(name) or "").split())


def _names_its_neighbour(cell: Any) -> bool:
    """Whether a table's row is a label and its value: the first of two cells."""
    row = cell.parent.iter() if cell.parent is not None else ()
    cells = list(islice((one for one in row if one.tag == "td"), 3))
    return len(cells) == 2 and cells[0] == cell and 0 < len((cell.text(deep=True) or "").split()) <= 9


def _following(node: Any) -> str | None:
    other = node.next
    while other is not None and other.tag == "-text" and not (other.text(deep=False) or "").strip():
        other = other.next
    return other.tag if other is not None else None


def _json_ld(tree: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text(deep=True) or "", strict=False)
        except (ValueError, RecursionError):
            continue
        found.extend(one for one in (data if isinstance(data, list) else [data]) if isinstance(one, dict))
    return found


def _microdata(tree: Any) -> list[dict[str, Any]]:
    return [_item(node) for node in tree.css("[itemscope]") if not _within(node, "itemscope")]


def _within(node: Any, attribute: str) -> bool:
    parent = node.parent
    while parent is not None:
        if attribute in (parent.attributes or {}):
            return True
        parent = parent.parent
    return False


def _item(top: Any, depth: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": (top.attributes or {}).get("itemtype") or ""}
    if depth > 8:
        return data
    for node in top.css("[itemprop]"):
        if node is top or _owner(node) != top:
            continue
        attributes = node.attributes or {}
        value: Any
        if "itemscope" in attributes:
            value = _item(node, depth + 1)
        else:
            value = attributes.get("content") or (attributes.get("href") if node.tag in ("a", "link") else None)
            if value is None or (node.tag == "a" and not str(value).startswith(("http", "mailto:", "tel:"))):
                value = " ".join((node.text(deep=True) or "").split())
            value = str(value).removeprefix("mailto:").removeprefix("tel:")
        for name in (attributes.get("itemprop") or "").split():
            data[name] = [*data[name], value] if isinstance(data.get(name), list) else [value]
    return data


def _owner(node: Any) -> Any:
    parent = node.parent
    while parent is not None and "itemscope" not in (parent.attributes or {}):
        parent = parent.parent
    return parent


def _hcards(tree: Any) -> list[dict[str, Any]]:
    words = page_words()
    cards = []
    for node in tree.css(".vcard, .h-card"):
        card: dict[str, Any] = {"@type": "Person"}
        card.update((word, _within_card(node, selector, word)) for word, selector in words["hcard"].items())
        address = {word: _within_card(node, selector, word) for word, selector in words["hcard_address"].items()}
        cards.append({**card, "address": address})
    return cards


def _within_card(card: Any, selector: str, word: str) -> str:
    node = card.css_first(selector)
    if node is None:
        return ""
    link = _attribute(node, "href") if node.tag == "a" else ""
    if word == "url" or link.startswith(("mailto:", "tel:")):
        return link if word == "url" else _SCHEME.sub("", link)
    return " ".join((node.text(deep=True) or "").split())


def _titles(tree: Any) -> list[str]:
    """What may name whom a page is of, the likeliest first; a title in the parts that its bars divide."""
    texts = _contents(tree, page_words()["names"])
    return [part for text in texts for part in _BARS.split(text) if part]


def _contents(tree: Any, selectors: list[str]) -> list[str]:
    texts = [
        _attribute(node, "content")
        or _attribute(node, "alt")
        or _attribute(node, "title")
        or (node.text(deep=True) or "")
        for selector in selectors
        for node in tree.css(selector)
    ]
    return list(dict.fromkeys(text for text in (" ".join(text.split()) for text in texts) if text))


def _day(tree: Any, nodes: list[dict[str, Any]]) -> str | None:
    told = [str(node.get(name)) for node in nodes for name in ("dateModified", "datePublished") if node.get(name)]
    for selector in page_words()["days"]:
        node = tree.css_first(selector)
        if node is not None:
            told.append(_attribute(node, "content") or _attribute(node, "datetime"))
    return next((match[0] for text in told if (match := _ISO_DAY.search(text))), None)
