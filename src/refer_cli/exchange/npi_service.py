"""The NPI Registry's live service (CMS, version 2.1 of its interface): polite, patient within bounds, page by page.

Parameters and limits as the service documents them (CMS, NPPES NPI Registry API version 2.1): at most 200 results a
page, `skip` at most 1,000, so that one question gives 1,200 at most; a state alone is no question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from refer_cli.errors import Refused
from refer_cli.exchange.incoming import Incoming, Skipped
from refer_cli.exchange.json_parts import plain_json
from refer_cli.exchange.npi_answer import KIND, Result, results, row_of

if TYPE_CHECKING:
    import httpx

ADDRESS = "https://npiregistry.cms.hhs.gov/api/"
PAGE = 200
LARGEST_SKIP = 1_000
MOST = PAGE + LARGEST_SKIP
ATTEMPTS = 4
LONGEST_PAUSE = 20.0
_PAUSES = (1.0, 3.0, 9.0)
_BUSY = frozenset({429, 500, 502, 503, 504})
_NAME = "The NPI registry"
_LATER = "try again in some minutes; nothing was changed"


class Question(NamedTuple):
    """What is asked: any of these, in the registry's sense. `taxonomy` is the name of a kind of provider."""

    npi: str | None = None
    first: str | None = None
    last: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    taxonomy: str | None = None

    def parameters(self) -> dict[str, str]:
        """The question as the service takes it. A city is asked for as the place of the practice."""
        asked = {
            "number": self.npi,
            "first_name": self.first,
            "last_name": self.last,
            "city": self.city,
            "state": self.state,
            "postal_code": self.zip,
            "taxonomy_description": self.taxonomy,
            "address_purpose": "LOCATION" if self.city or self.zip else None,
        }
        return {"version": "2.1", "enumeration_type": "NPI-1", **{name: text for name, text in asked.items() if text}}


class NpiService:
    """The service at `address`. `pause` waits so many seconds before another attempt."""

    def __init__(self, address: str, pause: Callable[[float], None]) -> None:
        self._address = address
        self._pause = pause

    def ask(self, question: Question, most: int) -> Iterator[Result]:
        """Everybody who answers to the question, up to `most`, page by page. Raises Refused."""
        import httpx  # 80 ms, and needed by the two commands that ask the registry

        given = 0
        limits = httpx.Timeout(20.0, connect=8.0)
        with httpx.Client(timeout=limits, follow_redirects=True, headers={"User-Agent": "refer"}) as client:
            for skip in range(0, LARGEST_SKIP + 1, PAGE):
                wanted = min(PAGE, most - given)
                page = results(self._page(client, question, wanted, skip), _NAME)
                yield from page
                given += len(page)
                if len(page) < wanted or given >= most:
                    return

    def _page(self, client: httpx.Client, question: Question, limit: int, skip: int) -> Any:
        import httpx

        parameters = {**question.parameters(), "limit": str(limit), "skip": str(skip)}
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                answer = client.get(self._address, params=parameters)
            except httpx.TimeoutException:
                if last:
                    raise Refused(f"{_NAME} does not answer in time.", _LATER) from None
                self._pause(_PAUSES[attempt])
                continue
            except httpx.HTTPError:
                raise Refused(f"{_NAME} cannot be reached.", "is this computer online? " + _LATER) from None
            if answer.status_code in _BUSY and not last:
                self._pause(_wished(answer.headers) if "Retry-After" in answer.headers else _PAUSES[attempt])
                continue
            return _content(answer)
        raise AssertionError("the last attempt returns or raises")


def _wished(headers: Mapping[str, str]) -> float:
    """How long the service asks to wait, within bounds."""
    text = headers.get("Retry-After", "")
    return min(float(text), LONGEST_PAUSE) if text.isdigit() else LONGEST_PAUSE


def _content(answer: httpx.Response) -> Any:
    if answer.status_code != 200:
        raise Refused(f"{_NAME} refuses the question (HTTP {answer.status_code}).", _LATER)
    try:
        return plain_json(answer.json())
    except ValueError:
        raise Refused(f"{_NAME} answered with something that is no answer of its own.", _LATER) from None


class LiveAnswer:
    """People of the registry who were asked for, as a source of rows: each person once, whoever asked for them.

    They are fetched when it is made, before anybody's book is opened for writing. Raises Refused where the registry
    cannot be asked. `told` is called after each page with the number of people so far.
    """

    kind = name = KIND
    title = "the NPI Registry, asked now"
    own_word = False
    size = 0

    def __init__(
        self,
        service: NpiService,
        questions: Sequence[Question],
        today: str,
        all_taxonomies: bool,
        told: Callable[[int], None] = lambda people: None,
    ) -> None:
        self._full: list[str] = []
        people: dict[str, Result] = {}
        for question in questions:
            count = 0
            for result in service.ask(question, MOST):
                count += 1
                people.setdefault(str(result.get("number")), result)
                if count % PAGE == 0:
                    told(len(people))
            if count >= MOST:
                self._full.append(question.taxonomy or "these")
        self._rows = [row_of(result, row, today, all_taxonomies) for row, result in enumerate(people.values(), start=1)]

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the whole answer, said once."""
        cut = [
            f"the registry gives {MOST:,} people to a question at most, and there may be more of: {kind}"
            for kind in self._full
        ]
        return ("facts carry the day of the registry's last update; what it does not say stays unknown", *cut)

    def position(self) -> int:
        """Everybody is there already."""
        return 0

    def rows(self) -> Iterator[Incoming | Skipped]:
        """Everybody who answers to one of the questions."""
        yield from self._rows
