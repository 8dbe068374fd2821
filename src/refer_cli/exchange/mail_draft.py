"""A message as a draft in a file (.eml) that a mail program opens. Nothing is sent."""

from __future__ import annotations

from pathlib import Path

from refer_cli.fields.signs import plain_line, plain_signs
from refer_cli.files import write_whole


def write_eml(file: Path, to: str | None, subject: str, text: str) -> None:
    """Write the message as a draft that opens ready to be sent (X-Unsent), whole or not at all. Raises OSError."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    if to:
        message["To"] = to
    message["Subject"] = plain_line(subject)
    message["X-Unsent"] = "1"
    message.set_content(plain_signs(text), cte="quoted-printable")
    write_whole(file, message.as_bytes())
