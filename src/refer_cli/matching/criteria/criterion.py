"""What a criterion is: how it judges one card, the same held against an indexed book, what it excludes, its words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from refer_cli.fields.card import NOTHING
from refer_cli.matching.bitsets import Levels
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import Judgement
from refer_cli.matching.request import Request
from refer_cli.records import NamedTuple


class Cause(NamedTuple):
    """Why a criterion excludes. `words` complete "3 in your book: ...", `said` the same for one request and a number.

    `near`: whoever fails nothing else may be named as a near miss; with `measured`, only where the amount by which
    they fail (miles, dollars) is known and at most `most`. `relax` makes the request that would let somebody in, and
    the option to append to the command.
    """

    name: str
    words: str
    said: Callable[[Request, int], str | None] = lambda request, count: None
    near: bool = True
    measured: bool = False
    most: int | None = None
    relax: Callable[[Candidate, Request, date], tuple[Request, str] | None] = lambda candidate, request, today: None


class Sets(NamedTuple):
    """A criterion held against an indexed book. Sets of people are integers, as in `bitsets`.

    `failing` holds, by cause, everybody who surely fails; `doubted` whom the index cannot tell; `changes`, by cause,
    who fails by how many miles or dollars, least first. `bound` makes disjoint sets of people, each with the most
    that it can score (hundredths); a criterion without one is bounded by 1.
    """

    failing: Mapping[str, int] = NOTHING
    doubted: int = 0
    changes: Mapping[str, Levels] = NOTHING
    bound: Callable[[], Levels] | None = None


class Surely(NamedTuple):
    """Who is known to meet a requirement, by one card and by the index: where anybody is, the others are no options.

    Where nobody is, they are options that have to be asked; with `or_nobody` there is none, and who to ask is named.
    """

    card: Callable[[Candidate, Request], bool]
    sets: Callable[[Facets, Request], int]
    or_nobody: bool = False


class Criterion(NamedTuple):
    """Something that is weighed, or only excludes (then it has no weight).

    `judge` looks at one card, and is asked where `asked` says so of the request. `facets` names a card's facts for
    the index, and `sets` holds the request against them: who is shown is always judged from the card, so both are
    there for speed alone, and a criterion that excludes without them has every card read. `edition` rises when its
    facets change their meaning; a criterion that is new and has facets begins at 1. `surely`: unknown is not no, and
    stands behind a confirmed yes.

    `weight` is in hundredths, unless the reason says otherwise, and `weighs` changes it for a request. `words` name
    the criterion within a sentence, `label` at the head of a table (else its name does). `private`: of you and the
    colleague, nothing for a client to read. `ask_again`: a client is told to confirm it. `after_a_yes` is the
    most that one confirmed fact can make of a level (hundredths), as `bound` gives it. `levels` are what it can
    score (hundredths), in words, for the page on ranking.
    """

    name: str
    judge: Callable[[Candidate, Request, date], Judgement]
    asked: Callable[[Request], bool] = lambda request: True
    causes: tuple[Cause, ...] = ()
    facets: Callable[[Candidate], Iterable[str]] = lambda candidate: ()
    sets: Callable[[Facets, Request, date], Sets] | None = None
    edition: int = 0
    surely: Surely | None = None
    weight: int | None = None
    weighs: Callable[[int, Request], int] = lambda weight, request: weight
    words: str = ""
    label: str = ""
    private: bool = False
    ask_again: bool = False
    after_a_yes: Callable[[int, Request], int] = lambda level, request: level
    levels: tuple[tuple[str, int], ...] = ()
