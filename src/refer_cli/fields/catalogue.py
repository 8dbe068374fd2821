"""Every field of a colleague's card as data: its name, kind, option, vocabulary and help."""

from refer_cli.records import NamedTuple

DEPTHS = ("certified", "trained", "takes")
PANEL_MARKS = ("open", "full")
ACCEPTING = ("yes", "waitlist", "no")
HOW_KNOWN = ("worked-with", "met", "introduced", "listed")
PLACE = ("city", "state", "zip")
"""The fields that say together where the office is."""
ADDRESS = ("street", *PLACE)
"""The whole address of the office: no facts of the practice, but confirmed with them."""


class Field(NamedTuple):
    """One field of a card.

    `kind`: text, flag, money (whole US dollars), count, trust (1 to 5), date, accepting, how_known, state,
    zip, email, phone, npi, refusal (`do_not_refer`) or list. `singular` names the repeatable option of a
    list. `practice` facts carry their own date and source; `private` ones never leave the therapist's side (the one
    list of what is private). `asked_as` are the names under which `refer suggest` asks for it: second
    names of the option.
    """

    name: str
    kind: str
    help: str
    singular: str | None = None
    vocabulary: str | None = None
    marks: tuple[str, ...] = ()
    practice: bool = True
    private: bool = False
    asked_as: tuple[str, ...] = ()

    @property
    def option(self) -> str:
        """The option on add-colleague, edit, verify and init."""
        return "--" + (self.singular or self.name).replace("_", "-")

    @property
    def option_words(self) -> tuple[str, ...]:
        """The option's name and its second names, without hyphens before them."""
        return (self.option.removeprefix("--"), *(name.replace("_", "-") for name in self.asked_as))


FIELDS: tuple[Field, ...] = (
    Field("name", "text", "First and last name.", practice=False),
    Field("credentials", "list", "Credential or licence title, such as LCSW.", "credential", "credential"),
    Field("pronouns", "text", "Pronouns, as the colleague gives them.", practice=False),
    Field("practice", "text", "Name of the practice.", practice=False),
    Field("npi", "npi", "National Provider Identifier, ten digits.", practice=False),
    Field("email", "email", "E-mail address.", practice=False),
    Field("phone", "phone", "Telephone number for referrals.", practice=False),
    Field("website", "text", "Web page.", practice=False),
    Field("street", "text", "Street address of the office.", practice=False),
    Field("city", "text", "City of the office.", practice=False),
    Field("state", "state", "State of the office (USPS code).", practice=False),
    Field("zip", "zip", "ZIP of the office.", practice=False),
    Field("license_states", "list", "State in which the colleague is licensed.", "license_state"),
    Field(
        "authorities",
        "list",
        'Authority beyond a licence: "PSYPACT APIT", "Counseling Compact: CO".',
        "authority",
    ),
    Field("telehealth", "flag", "Sees clients by video (yes or no)."),
    Field("in_person", "flag", "Sees clients in an office (yes or no)."),
    Field("accepting", "accepting", 'Takes new clients: yes, waitlist, no, or "waitlist until 2027-03".'),
    Field("hours", "text", 'Hours, such as "evenings, Saturday".'),
    Field("contact_by", "text", 'Best way to make contact, such as "text first".'),
    Field("accessibility", "list", 'Access, such as "step-free" or "public transport".', "access"),
    Field(
        "specialties",
        "list",
        'Need treated, with its depth: "OCD (certified)".',
        "specialty",
        "need",
        DEPTHS,
        asked_as=("need",),
    ),
    Field("approaches", "list", "Approach practised, such as CBT or EMDR.", "approach", "approach"),
    Field(
        "populations",
        "list",
        "Age group or format: child, teen, adult, older adult, couple ...",
        "population",
        "population",
        asked_as=("age_group", "for"),
    ),
    Field("languages", "list", "Language of sessions.", "language", "language"),
    Field("styles", "list", "Personal style, such as warm or structured.", "style", "style"),
    Field(
        "panels",
        "list",
        'Insurance panel: "Aetna", "Aetna (full)", "Medicaid (no)", or none.',
        "panel",
        "insurer",
        PANEL_MARKS,
        asked_as=("insurance",),
    ),
    Field("fee", "money", "Full fee for a session, whole dollars."),
    Field("fee_floor", "money", "Lowest sliding-scale fee, whole dollars."),
    Field("sliding_slots", "count", "Sliding-scale places open now."),
    Field("pro_bono", "flag", "Sees some clients without a fee (yes or no)."),
    Field("how_known", "how_known", "worked-with, met, introduced or listed.", practice=False, private=True),
    Field("trust", "trust", "How far you trust the work, 1 to 5.", practice=False, private=True),
    Field("first_met", "date", "Day you first met.", practice=False, private=True),
    Field("last_contact", "date", "Day of the last real contact.", practice=False, private=True),
    Field("introduced_by", "text", "Who introduced you.", practice=False, private=True),
    Field("groups", "list", "Group you share or know the colleague from.", "group", practice=False, private=True),
    Field("follows", "list", "Where you follow the colleague's work.", "follow", practice=False, private=True),
    Field(
        "ties",
        "list",
        "Person, practice or place the colleague is tied to.",
        "tie",
        practice=False,
        private=True,
    ),
    Field("notes", "text", "Your own notes.", practice=False, private=True),
    Field(
        "tags",
        "list",
        'Your own tag; "supervisee" and "employee" mark who is close to you.',
        "tag",
        practice=False,
        private=True,
    ),
    Field(
        "do_not_refer",
        "refusal",
        "Never suggest this colleague: the reason, or yes.",
        practice=False,
        private=True,
    ),
    Field("gender", "text", "Gender, only as the colleague describes it.", practice=False),
    Field("faith", "text", "Faith, only as the colleague describes it.", practice=False),
    Field("identities", "list", "Identity, only as the colleague describes it.", "identity", practice=False),
)

BY_NAME = {field.name: field for field in FIELDS}
LISTS = tuple(field.name for field in FIELDS if field.kind == "list")
SCALARS = tuple(field.name for field in FIELDS if field.kind != "list")
ADDING, REMOVING, REPLACING = "add_", "no_", "only_"
"""Before a field's name: lines more of the notes, entries to take out of a list, and entries to replace it by."""
SELF_DESCRIBED = ("gender", "faith", "identities")
"""Optional and self-described only; deletable in one command, and shown only where asked for."""
SHARED = tuple(field.name for field in FIELDS if not field.private and field.name not in SELF_DESCRIBED)
"""What may be shared unasked: how to reach a colleague, and what and whom they treat."""
ABOUT_OTHERS = ("how_known", "trust", "first_met", "last_contact", "introduced_by", "do_not_refer")
"""What one knows of somebody else only: no part of my own practice."""
