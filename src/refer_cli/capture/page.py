"""A saved web page: what its markup states by name, and its visible text without navigation."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any

from refer_cli.capture.found import Described, Source
from refer_cli.capture.naming import looks_like_name, names_with_letters
from refer_cli.capture.structured import claims_of
from refer_cli.errors import Refused

_DROPPED = (
    "del, s, strike, script, style, noscript, template, svg, nav, footer, aside, form, button,"
    " iframe, select, head, dialog, [hidden], [aria-hidden=true], [role=navigation],"
    " [role=banner], "
    "[role=contentinfo], [role=search], [role=complementary], .nav, .navbar, .menu,"
    " .footer, .sidebar, .breadcrumb, .breadcrumbs, .cookie, .cookies, .related,"
    " .similar, .testimonials, .testimonial, "
    ".reviews, .review, .comments, #nav, #menu, #footer, #sidebar, #comments, #related,"
    " [itemprop=review], [style*='display:none'], [style*='display: none']"
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "dl",
        "dt",
        "dd",
        "address",
        "blockquote",
        "figure",
        "figcaption",
        "hr",
        "pre",
        "details",
        "summary",
        "tbody",
        "thead",
        "body",
    ]
)
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


def read_page(text: str) -> Source:
    """The people of a page: by its markup where it says who they are, else by its words."""
    tree = _tree(text)
    nodes = _json_ld(tree) + _microdata(tree) + _hcards(tree)
    day = _day(tree, nodes)
    title = _title(tree)
    people, practice = claims_of(nodes)
    visible = _visible(tree)
    if len(people) > 1:
        return Source(tuple(Described("", claims) for claims in people), day)
    if not names_with_letters(visible) and title and (names_with_letters(title) or looks_like_name(title)):
        visible = f"{title}\n{visible}"
    if people:
        extra = tuple(claim for claim in practice if claim[0] not in {one[0] for one in people[0]})
        return Source((Described(visible, people[0] + extra),), day)
    return Source((Described(visible, practice),), day)


def visible_text(text: str) -> str:
    """The words of a page (or of a mail written as one) as lines."""
    return _visible(_tree(text))


def _tree(text: str) -> Any:
    """The page's tree. Raises Refused for elements within elements by the thousand: parsing takes the square of that."""
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
    contact = _contact_at_the_foot(tree)
    for node in tree.css(_DROPPED):
        if node.tag not in ("body", "html"):
            node.decompose()
    if tree.body is None:
        return ""
    pieces: list[str] = []
    _write(tree.body, pieces)
    text = re.sub(r"[^\S\n]+", " ", "".join(pieces))
    text = re.sub(r" *\n *", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    text = re.sub(r"^- \n+", "- ", text, flags=re.M).strip() + "\n"
    return text + "".join(f"\n{line}\n" for line in contact if line not in text)


_ADDRESS = re.compile(r"\b[A-Z]{2},? \d{5}\b|@\w|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")


def _contact_at_the_foot(tree: Any) -> list[str]:
    """The pieces of a page's foot that are an address, a telephone or an e-mail; nothing else stands there to read."""
    found: list[str] = []
    for node in tree.css("footer, .footer, #footer"):
        words = " ".join((node.text(deep=True, separator=" ") or "").split())
        pieces = [piece.strip() for piece in re.split(r"\s*[|·•©]\s*|\.\s+(?=[A-Z])", words)]
        found.extend(piece for piece in pieces if len(piece) <= 90 and _ADDRESS.search(piece))
    return list(dict.fromkeys(found))


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
            if tag == "dt" or tag == "th":
                pieces.append(" " if pieces and pieces[-1].rstrip().endswith("?") else ": ")
            elif tag == "td":
                pieces.append(": " if _names_its_neighbour(node) else " | ")
            elif tag in _BLOCKS and tag != "dd":
                pieces.append("\n")
            elif tag == "dd":
                pieces.append(", " if node.next is not None and _following(node) == "dd" else "\n")
            continue
        if tag == "-text":
            pieces.append(re.sub(r"\s+", " ", node.text(deep=False) or ""))
            written += len(pieces[-1])
            continue
        if tag.startswith(("-", "!")):
            continue
        if tag == "br":
            pieces.append("\n")
            continue
        if tag in _HEADS:
            pieces.append("\n\n")
        elif tag == "li":
            pieces.append("\n- ")
        elif tag in _BLOCKS and tag != "dd":
            pieces.append("\n")
        elif tag in ("span", "a") and node.prev is not None and node.prev.tag in ("span", "a"):
            pieces.append(", ")
        waiting.append((node, "out"))
        children = list(node.iter(include_text=True))
        waiting.extend((child, "in") for child in reversed(children))


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
            value = re.sub(r"^(?:mailto|tel):", "", str(value))
        for name in (attributes.get("itemprop") or "").split():
            data[name] = [*data[name], value] if isinstance(data.get(name), list) else [value]
    return data


def _owner(node: Any) -> Any:
    parent = node.parent
    while parent is not None and "itemscope" not in (parent.attributes or {}):
        parent = parent.parent
    return parent


def _hcards(tree: Any) -> list[dict[str, Any]]:
    found = []
    for node in tree.css(".vcard, .h-card"):

        def text(selector: str, top: Any = node) -> str:
            one = top.css_first(selector)
            if one is None:
                return ""
            if one.tag == "a" and (one.attributes or {}).get("href", "").startswith(("mailto:", "tel:")):
                return re.sub(r"^(?:mailto|tel):|\?.*$", "", one.attributes["href"])
            return " ".join((one.text(deep=True) or "").split())

        card: dict[str, Any] = {
            "@type": "Person",
            "name": text(".fn, .p-name"),
            "honorificSuffix": text(".honorific-suffix, .p-honorific-suffix"),
            "jobTitle": text(".title, .p-job-title, .role"),
            "telephone": text(".tel, .p-tel"),
            "email": text(".email, .u-email"),
            "worksFor": {"name": text(".org, .p-org")},
            "address": {
                "streetAddress": text(".street-address, .p-street-address"),
                "addressLocality": text(".locality, .p-locality"),
                "addressRegion": text(".region, .p-region"),
                "postalCode": text(".postal-code, .p-postal-code"),
            },
        }
        page = node.css_first("a.url, a.u-url")
        if page is not None:
            card["url"] = (page.attributes or {}).get("href") or ""
        found.append(card)
    return found


def _title(tree: Any) -> str:
    node = tree.css_first("title")
    words = " ".join((node.text(deep=True) or "").split()) if node is not None else ""
    parts = re.split(r"\s+[|–—-]\s+|\s*\|\s*", words)
    # "Fees & FAQ | Ada Birch, PhD"
    return next((part for part in parts if names_with_letters(part)), parts[0])


def _day(tree: Any, nodes: list[dict[str, Any]]) -> str | None:
    said = [str(node.get(name)) for node in nodes for name in ("dateModified", "datePublished") if node.get(name)]
    for selector in (
        'meta[property="article:modified_time"]',
        'meta[name="last-modified"]',
        'meta[name="date"]',
        'meta[property="og:updated_time"]',
        "time[itemprop=dateModified]",
    ):
        node = tree.css_first(selector)
        if node is not None:
            said.append((node.attributes or {}).get("content") or (node.attributes or {}).get("datetime") or "")
    for text in said:
        match = re.search(r"(\d{4}-\d{2}-\d{2})", text)
        if match:
            return match[1]
    return None
