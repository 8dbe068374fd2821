"""The letter to a colleague before a client is handed over: text, a draft to open in a mail program, or a link.

Without the client's consent it asks whether one may send somebody, and holds not a word about who it is. Nothing is
ever sent from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

ENDINGS = (".txt", ".eml")
BLANK = "____"
_WIDTH = 76
_BETWEEN = "\n" + "-" * 40 + "\n\n"


class Sender(NamedTuple):
    """The therapist, as a letter is signed; a name that is not known is left to be filled in by hand."""

    name: str | None = None
    credentials: tuple[str, ...] = ()
    practice: str | None = None
    phone: str | None = None
    email: str | None = None


class Agreed(NamedTuple):
    """What the client agreed may be said. There is no place for a name or a label: it is filled in by hand.

    `consent_on` is an ISO day; `needs` vocabulary terms; `reason` a sentence; `soon` to begin within weeks.
    """

    consent_on: str
    needs: tuple[str, ...]
    reason: str
    soon: bool = False


class Letter(NamedTuple):
    """One letter to one colleague."""

    name: str
    email: str | None
    subject: str
    body: str

    @property
    def link(self) -> str | None:
        """A mailto: link that opens the letter in a mail program; None where no e-mail address is known."""
        if not self.email:
            return None
        from urllib.parse import quote

        body = self.body.replace("\n", "\r\n")
        return f"mailto:{quote(self.email, safe='@')}?subject={quote(self.subject)}&body={quote(body)}"


def letter_to(name: str, email: str | None, sender: Sender, agreed: Agreed | None = None) -> Letter:
    """The letter; what is said of the client is what was agreed, or nothing."""
    subject = "A referral, with the client's consent" if agreed else "May I send somebody your way?"
    middle = _with_consent(agreed) if agreed else _without_consent()
    body = "\n\n".join((f"Dear {name},", middle, _signed(sender))) + "\n"
    return Letter(name, email, subject, body)


def text(letters: Iterable[Letter]) -> str:
    """Letters as plain text, one after the other."""
    return _BETWEEN.join(f"To: {_to(letter)}\nSubject: {letter.subject}\n\n{letter.body}" for letter in letters)


def draft(letter: Letter, sender: Sender) -> bytes:
    """A letter as a mail file that opens as a draft not sent yet (X-Unsent); it holds no date and no identifier."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if letter.email:
        message["To"] = Address(letter.name, addr_spec=letter.email)
    if sender.email:
        message["From"] = Address(sender.name or "", addr_spec=sender.email)
    message["Subject"] = letter.subject
    message.set_content(letter.body)
    return message.as_bytes()


def _to(letter: Letter) -> str:
    return f"{letter.name} <{letter.email}>" if letter.email else letter.name


def _without_consent() -> str:
    return (
        "May I send somebody your way?\n\n"
        "If you have room, please tell me how you like a first call to come.\n"
        "If you have none just now, a short no helps me as well."
    )


def _with_consent(agreed: Agreed) -> str:
    when = "They would like to begin within the next weeks." if agreed.soon else "They can begin when you have room."
    needs = ", ".join(agreed.needs) or BLANK
    return "\n".join(
        (
            *_wrapped(
                "I would like to send a client your way. They know of this letter, and agreed on "
                f"{agreed.consent_on} that I tell you what follows."
            ),
            "",
            f"Name: {BLANK}",
            "",
            *_wrapped(f"They seek help with {needs}. {agreed.reason} {when}"),
            "",
            "What we agreed:",
            "- They choose whom they see, and call you themselves.",
            "- I keep seeing them until the first session with you is held.",
            "- If they wish it, I send you a short summary after that.",
            "",
            "Do you have room, and how do you like a first call to come?",
        )
    )


def _wrapped(words: str) -> list[str]:
    from textwrap import wrap

    return wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _signed(sender: Sender) -> str:
    name = ", ".join((sender.name or BLANK, *sender.credentials))
    contact = " · ".join(part for part in (sender.phone, sender.email) if part)
    return "\n".join(("With kind regards,", *(part for part in (name, sender.practice, contact) if part)))
