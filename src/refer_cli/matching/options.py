"""Every option of a client's request as data: its name, kind, help, question, and who may hear of it."""

from collections.abc import Callable, Sequence
from keyword import iskeyword

from refer_cli.errors import as_option
from refer_cli.fields.placeholders import APPROACH, CITY, DOLLARS, NAME, NEED, PANEL
from refer_cli.records import NamedTuple

SEARCHES = ("suggest", "prepare")
EVERYWHERE = (*SEARCHES, "groups post")
_ABOUT_THE_CLINICIAN = "a wish about who the clinician is can tell about the client; ask in private"


class RequestOption(NamedTuple):
    """One option of a request.

    `kind` says how it is read: reason, need, panel, wish (an approach or style, with all that is one), refusal (the
    same), word (of the `vocabulary`), text, place, population, money (whole US dollars, up to `largest`), count (up
    to it) or flag. `into` is the field of `Request` that it goes into, where that is not called as the option is.
    `question` asks for it on a terminal where a reason must be given it, and `placeholder` stands for it in a proposed
    command. A post to a group carries it with the help `posted`, else leaves it out; `withheld` is why, or why it is
    made coarser. `column` is its place among the columns of a caseload. Of a `private` one an answer for programs says
    only how many: it is never stored, posted or sent. `commands` take it as an option.
    """

    name: str
    kind: str
    help: str
    repeatable: bool = False
    vocabulary: str | None = None
    into: str | None = None
    question: str | None = None
    placeholder: str | None = None
    posted: str | None = None
    withheld: str | None = None
    largest: int = 0
    column: int | None = None
    private: bool = False
    commands: tuple[str, ...] = EVERYWHERE

    @property
    def flag(self) -> str:
        """The option as it is typed: `--max-fee`."""
        return as_option(self.name)

    @property
    def parameter(self) -> str:
        """The option's name where it stands in Python: `for_`."""
        return f"{self.name}_" if iskeyword(self.name) else self.name

    @property
    def field(self) -> str:
        """The field of `Request` that it goes into."""
        return self.into or self.name


OPTIONS: tuple[RequestOption, ...] = (
    RequestOption(
        "reason", "reason", "Why you refer; refer reasons lists them.",
        withheld="why the client is referred on is nobody else's business",
    ),
    RequestOption(
        "need", "need", "What the client seeks help for; all of them count.", repeatable=True, vocabulary="need",
        into="needs", question="What the client seeks help for", placeholder=NEED, posted="What help is sought for.",
        column=1,
    ),
    RequestOption(
        "insurance", "panel", "The client's panel; any one suffices. Carrier/Plan names a plan.", repeatable=True,
        vocabulary="insurer", question="The client's insurance", placeholder=PANEL, posted="The panel needed.",
        column=5,
    ),
    RequestOption(
        "leaving", "panel", "The panel that you leave.", vocabulary="insurer", into="insurance",
        question="The panel that you leave", placeholder=PANEL, posted="The panel that you leave: asked for.",
        withheld="it only says which panel is needed, not that you leave it", commands=(*EVERYWHERE, "transition"),
    ),
    RequestOption(
        "approach", "wish", "An approach the client wants, such as EMDR.", repeatable=True, vocabulary="approach",
        into="approaches", question="The approach that the client wants", placeholder=APPROACH,
        posted="An approach, such as EMDR.",
    ),
    RequestOption(
        "style", "wish", "A personal style the client wants, such as warm.", repeatable=True, vocabulary="style",
        into="styles", withheld="a wish for a style can tell about the client; ask the colleague in private",
    ),
    RequestOption(
        "unlike", "refusal", "A style (personality-clash) or approach that is not wanted.", repeatable=True,
        withheld="what is not wanted tells about the client",
    ),
    RequestOption(
        "tried", "refusal", "An approach that was tried.", repeatable=True, vocabulary="approach",
        question="An approach that was tried", placeholder=APPROACH, withheld="what was tried is the client's history",
    ),
    RequestOption(
        "avoid", "text", "A person, practice or place to keep clear of; never stored.", repeatable=True,
        question="Person, practice or place to keep clear of", placeholder=NAME,
        withheld="whom to keep clear of would point to the client", private=True,
    ),
    RequestOption(
        "language", "word", "A language of sessions; any one suffices.", repeatable=True, vocabulary="language",
        into="languages", posted="A language of sessions.", column=8,
    ),
    RequestOption(
        "max_fee", "money", "The most a client can pay a session, in dollars.",
        question="The most the client can pay a session, in dollars", placeholder=DOLLARS,
        posted="The most that can be paid, in dollars; posted as a range.",
        withheld="only the range in which it lies is given", largest=5_000, column=6,
    ),
    RequestOption(
        "city", "place", "Where the client will be (else your own city).", into="spot",
        question="City or ZIP where the client will be", placeholder=CITY, posted="The city (else your own).",
        column=2,
    ),
    RequestOption(
        "state", "place", "State of the city; alone: anywhere in it.", into="spot",
        posted="The state; alone: anywhere in it.", column=3,
    ),
    RequestOption(
        "zip", "place", "ZIP where the client will be.", into="spot", posted="A ZIP; posted as its city.",
        withheld="the city is enough", column=4,
    ),
    RequestOption(
        "radius", "count", "How far the client will travel, in miles (else 25 counts as near).",
        withheld="how far the client can travel tells where the client lives", largest=5_000,
    ),
    RequestOption("anywhere", "flag", "Do not ask how far anybody is.", into="spot", posted="Name no place."),
    RequestOption(
        "in_person", "flag", "In an office. With --telehealth: either is as welcome.", posted="In an office.",
    ),
    RequestOption("telehealth", "flag", "By video.", posted="By video."),
    RequestOption(
        "soon", "flag", "The client should begin within weeks.", withheld="how urgent it is tells about the client",
    ),
    RequestOption(
        "age_group", "population", "child, teen, adult or older adult.", posted="child, teen, adult or older adult.",
        column=7,
    ),
    RequestOption(
        "for", "population", "individual, couple, family or group.", into="format",
        posted="individual, couple, family or group.",
    ),
    RequestOption("gender", "text", "Only where the client asked for it.", withheld=_ABOUT_THE_CLINICIAN),
    RequestOption("faith", "text", "Only where the client asked for it.", withheld=_ABOUT_THE_CLINICIAN),
    RequestOption(
        "identity", "text", "Only where the client asked for it.", repeatable=True, into="identities",
        withheld=_ABOUT_THE_CLINICIAN,
    ),
    RequestOption("limit", "count", "Show everybody who fits, up to so many.", largest=1_000_000, commands=SEARCHES),
)  # fmt: skip
BY_NAME = {option.name: option for option in OPTIONS}
BY_FIELD: dict[str, list[RequestOption]] = {}
for _option in OPTIONS:
    BY_FIELD.setdefault(_option.field, []).append(_option)
COLUMNS = tuple(sorted((option for option in OPTIONS if option.column), key=lambda option: option.column or 0))
"""What a row of a caseload may ask for, in the order in which a refusal lists the columns."""


class TypedRequest(NamedTuple):
    """The options of a request as they were typed, in the order of the catalogue; a flag that was given has no words.

    What was left out is not in it.
    """

    given: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, **values: str | bool | Sequence[str] | None) -> "TypedRequest":
        """The request with these options; None, False and nothing at all count as left out."""
        given: list[tuple[str, tuple[str, ...]]] = []
        for option in OPTIONS:
            value = values.pop(option.parameter, None)
            if isinstance(value, str):
                given.append((option.name, (value,)))
            elif value:
                given.append((option.name, () if value is True else tuple(value)))
        if values:
            raise TypeError(f"no options of a request: {', '.join(values)}")
        return cls(tuple(given))

    def but(self, **values: str | bool | Sequence[str] | None) -> "TypedRequest":
        """The same request with these options typed instead; None takes one out."""
        return self.of(**{**{BY_NAME[name].parameter: words or True for name, words in self.given}, **values})

    @property
    def options(self) -> list[RequestOption]:
        """The options that were given."""
        return [BY_NAME[name] for name, _ in self.given]

    def only(self, kept: Callable[[RequestOption], object]) -> "TypedRequest":
        """The same request with these of its options alone."""
        return TypedRequest(tuple(pair for pair in self.given if kept(BY_NAME[pair[0]])))

    def has(self, name: str) -> bool:
        """Whether the option was given."""
        return any(name == given for given, _ in self.given)

    def words(self, name: str) -> tuple[str, ...]:
        """All that was typed for the option, in its order."""
        return next((words for given, words in self.given if given == name), ())

    def text(self, name: str) -> str | None:
        """What was typed for an option that is given once, or None."""
        return next(iter(self.words(name)), None)
