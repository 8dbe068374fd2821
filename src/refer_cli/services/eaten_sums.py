"""Sums that a shell has eaten: in double quotes it takes "$1" out of "$180", and 80 is what arrives."""

from __future__ import annotations

import re

from refer_cli.errors import Refused
from refer_cli.render.asking import confirm
from refer_cli.services.environment import Environment

_ZERO = re.compile(
    r"(?<![\w.,/:$#-])0\d{1,2}(?![\w:/-]|[.,]\d)"
    r"|(?:^|[,;(]\s*|\b(?:fees?|rates?|charges?|to|at|pay|is|cash):?\s+)0(?=\s*(?:[,;.)]|$)|\s+(?:slid|to\b|down|per\b|an?\b)|/)",
    re.I,
)
_SLIDES_UP = re.compile(
    r"(?<![\w.,/:$#-])(\d{1,2}),?\s+(?:slid\w+(?: scale)?(?: down)?(?: to)?|down to)\s+(\d{1,4})\b", re.I
)
_NO_SUM = (
    r"(?![\d%:/-]|[.,]\d|\+|\s*-?\s*(?:min|weeks?|wks?|months?|mos?\b|years?|yrs?|openings?|spots?|slots?|places?|clients?|days?"
    r"|hours?|hrs?\b|people|miles?))"
)
_SUM = re.compile(
    r"\b(?:fees?|rates?|charges?|cash|(?:self|private)[- ]pay(?: only)?|slid\w+(?: scale)?|down to|as low as"
    r"|costs?|prices?|per session)"
    rf",?:?\s+(?:(?:is|at|of|to|from|about|down)\s+)*(\d{{1,4}}){_NO_SUM}"
    r"|(?<![\w.,/:$#-])(\d{1,4})(?=\s*(?:/|per |an? )\s*(?:session|hr\b|hour)|,?\s+(?:slid|down to))",
    re.I,
)
_SMALL = 100
"""Dollars: a sum below may be what is left of one above."""
_SAID = "The shell has eaten a dollar sum"
_HINT = "put the text in single quotes; or refer add-colleague alone, and type it there"


def refuse_eaten(environment: Environment, typed: str, dry_run: bool) -> None:
    """Raise Refused where a sum of a text behind the command cannot be whole; where it may not be, ask.

    Nobody can be asked off a terminal: refused there as well, unless the text is only shown (`dry_run`).
    """
    if "$" in typed:
        return
    zero = _ZERO.search(typed)
    up = next((found for found in _SLIDES_UP.finditer(typed) if int(found[1]) < int(found[2])), None)
    sure = zero or up
    if sure is not None:
        raise Refused(f'{_SAID}: "{" ".join(sure[0].split()).strip(" ,;(")}" is none.', _HINT)
    sums = [int(found[1] or found[2]) for found in _SUM.finditer(typed)]
    # Who writes one sum without its sign writes all of them so.
    if not sums or max(sums) >= _SMALL or dry_run:
        return
    least = " and ".join(f"${amount}" for amount in sums)
    if environment.interactive and confirm(
        f"In double quotes a shell takes the $1 out of $1{sums[0]}. Is {least} all of the sum?", default=False
    ):
        return
    raise Refused(f"{_SAID}, or {least} is all of it.", f"{_HINT}; so '... ${sums[0]} ...' is taken as it stands")
