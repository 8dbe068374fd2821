"""The criteria: what is weighed and what excludes. Each is one file here and its entry in these lists."""

from __future__ import annotations

from collections.abc import Mapping

from refer_cli.matching.candidate import Candidate
from refer_cli.matching.criteria import (
    approach,
    availability,
    circle,
    do_not_refer,
    fee,
    identity,
    insurance,
    language,
    location,
    need,
    population,
    refused,
    relationship,
    style,
    tie,
)
from refer_cli.matching.criteria.criterion import Cause, Criterion
from refer_cli.matching.facets import EVERYONE

CRITERIA = (
    need.CRITERION,
    insurance.CRITERION,
    location.CRITERION,
    fee.CRITERION,
    approach.CRITERION,
    style.CRITERION,
    availability.CRITERION,
    relationship.CRITERION,
    circle.CRITERION,
)
"""What is weighed, in the order in which it stands where points are equal."""
REQUIREMENTS = (
    location.CRITERION,
    location.WAY,
    do_not_refer.CRITERION,
    availability.CRITERION,
    insurance.CRITERION,
    need.CRITERION,
    fee.CRITERION,
    population.CRITERION,
    language.CRITERION,
    refused.CRITERION,
    tie.CRITERION,
    identity.CRITERION,
)
"""What excludes, in the order in which it is counted: a person is counted once, under the first that fails."""

SURELY = tuple(
    (criterion, criterion.surely)
    for criterion in (language.CRITERION, need.CRITERION, population.CRITERION)
    if criterion.surely is not None
)
"""Those known to meet it go before those of whom it is not known: the language first, without which nothing is said."""

WEIGHED: dict[str, Criterion] = {criterion.name: criterion for criterion in CRITERIA}
GATES = tuple(criterion for criterion in REQUIREMENTS if criterion.weight is None)
"""What is not weighed, and only lets a colleague through or not."""
CAUSES: Mapping[str, Cause] = {cause.name: cause for criterion in REQUIREMENTS for cause in criterion.causes}
_EVERY = (*CRITERIA, *GATES)
FACETS_VERSION = 6 + sum(criterion.edition for criterion in _EVERY)
"""The index of a book made under another number is built again. The 6 rises when the packed card changes."""


def facets_of(candidate: Candidate) -> frozenset[str]:
    """Every facet of one card."""
    names = {EVERYONE}
    for criterion in _EVERY:
        names.update(criterion.facets(candidate))
    return frozenset(names)
