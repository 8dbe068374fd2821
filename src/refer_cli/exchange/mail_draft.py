"""A message as a draft in a file (.eml) that a mail program opens. Nothing is sent."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_eml(file: Path, to: str | None, subject: str, text: str) -> None:
    """Write the message as a draft that opens ready to be sent (X-Unsent), whole or not at all."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    if to:
        message["To"] = to
    message["Subject"] = subject
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    handle, temporary = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with open(handle, "wb") as out:
            out.write(message.as_bytes())
        os.replace(temporary, file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
