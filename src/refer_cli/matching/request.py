"""What the client needs, as `suggest` understood it, and the little that matching knows about me."""

from refer_cli.fields.values import Listing
from refer_cli.matching.reasons import Reason
from refer_cli.records import NamedTuple

DEFAULT_RADIUS = 25
"""Miles that count as near when the client states no limit."""


class Spot(NamedTuple):
    """Where the client will sit. A whole state has no point."""

    state: str
    city: str | None = None
    zip: str | None = None
    point: tuple[float, float] | None = None

    @property
    def label(self) -> str:
        """The place in words: `Denver, CO`."""
        return f"{self.city}, {self.state}" if self.city else self.state


class Panel(NamedTuple):
    """An asked panel: its name, and every folded spelling that means it where the client lives.

    `kin` are carriers above and below it (Blue Cross Blue Shield and Regence): in part, ask which plan. Where it is the
    Medicaid of a state, or a plan of that (`programme`), so are the programme and its plans in that state (`medicaid`).
    `stating` are the folded names that mean that state by themselves (KanCare, and each plan that runs it); any other
    name of Medicaid means that of the office's state.
    """

    name: str
    keys: frozenset[str]
    plan: str | None = None
    kin: frozenset[str] = frozenset()
    state: str | None = None
    """The state whose own word it was (OHP), where no place says where the client is."""
    said: str | None = None
    """The client's own word for it, where that is a state's (OHP)."""
    on_no_card: bool = False
    """It is no term and stands on no card: of nobody is it known whether they are in it."""
    programme: str | None = None
    medicaid: frozenset[str] = frozenset()
    stating: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """The panel with its plan: `Kaiser/Added Choice`."""
        return f"{self.name}/{self.plan}" if self.plan else self.name

    @property
    def words(self) -> str:
        """The panel with its plan, as one says it: `Kaiser Added Choice`."""
        return f"{self.name} {self.plan}" if self.plan else self.name


class Need(NamedTuple):
    """An asked need, with the folded names of its narrower and broader terms.

    Whoever sees the `format` (couple) works with the need, where the card does not name it.
    """

    name: str
    narrower: frozenset[str] = frozenset()
    broader: frozenset[str] = frozenset()
    danger: bool = False
    on_no_card: bool = False
    """It is no term and stands on no card: of nobody is it known whether they treat it."""
    format: str | None = None


class Wish(NamedTuple):
    """An asked approach, style or language, with the folded names that satisfy it (its own and narrower ones)."""

    name: str
    keys: frozenset[str]
    on_no_card: bool = False
    """It is no term and stands on no card: of nobody is it known whether they have it."""


class Me(NamedTuple):
    """The therapist, as far as closeness to a colleague can be told from it."""

    name: str | None = None
    practice: str | None = None
    street: str | None = None
    zip: str | None = None
    groups: Listing | None = None


class Office(NamedTuple):
    """Where somebody works, as a card has it."""

    practice: str | None = None
    street: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None


class Request(NamedTuple):
    """Everything a client's request asks of a colleague. Repeated options are tuples.

    `tried` are approaches; `unlike` are approaches too, and for a personality clash styles. What the book adds:
    `avoided_groups` are the groups of the avoided person or of people in the avoided practice, `avoided_teams` the
    consult groups of the avoided person, `avoided_ties` what their own cards name, `avoided_people` their names and
    `avoided_offices` where they work; `noted` are the ids of whom a note ties to what is avoided, `perhaps_noted` of
    whom a note may, `met_from_afar` of whom I have met by telephone or video alone. Of languages that are no term and
    stand on no card nobody is known to lack them.
    """

    reason: Reason
    needs: tuple[Need, ...] = ()
    insurance: tuple[Panel, ...] = ()
    max_fee: int | None = None
    spot: Spot | None = None
    radius: int = DEFAULT_RADIUS
    radius_stated: bool = False
    in_person: bool = False
    telehealth: bool = False
    soon: bool = False
    age_group: str | None = None
    format: str | None = None
    languages: tuple[str, ...] = ()
    languages_on_no_card: frozenset[str] = frozenset()
    approaches: tuple[Wish, ...] = ()
    styles: tuple[Wish, ...] = ()
    unlike: tuple[Wish, ...] = ()
    tried: tuple[Wish, ...] = ()
    avoid: tuple[str, ...] = ()
    avoided_groups: frozenset[str] = frozenset()
    avoided_teams: frozenset[str] = frozenset()
    avoided_ties: tuple[str, ...] = ()
    avoided_people: tuple[str, ...] = ()
    avoided_offices: tuple[Office, ...] = ()
    noted: frozenset[int] = frozenset()
    perhaps_noted: frozenset[int] = frozenset()
    met_from_afar: frozenset[int] = frozenset()
    gender: str | None = None
    faith: str | None = None
    identities: tuple[str, ...] = ()
    me: Me | None = None
    limit: int | None = None

    @property
    def unwanted(self) -> tuple[Wish, ...]:
        """The approaches that the client does not want."""
        return () if self.reason.rules == "personality-clash" else self.unlike

    @property
    def refused_styles(self) -> tuple[Wish, ...]:
        """The styles that the client does not want."""
        return self.unlike if self.reason.rules == "personality-clash" else ()

    @property
    def refused_approaches(self) -> tuple[Wish, ...]:
        """The approaches that lower: what was tried, and what the client does not want."""
        return (*self.tried, *self.unwanted)

    @property
    def video_only(self) -> bool:
        """The client asks for video and for nothing else."""
        return self.telehealth and not self.in_person

    @property
    def room_only(self) -> bool:
        """The client asks for a room and for nothing else."""
        return self.in_person and not self.telehealth

    @property
    def either_welcome(self) -> bool:
        """Office and video are the same to the client."""
        return self.in_person and self.telehealth

    @property
    def is_child(self) -> bool:
        """The client is a child, for whom video is a lesser fit."""
        return self.age_group == "child"
