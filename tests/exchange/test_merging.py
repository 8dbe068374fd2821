"""What an import may change: the sources that are a registry's are named where that is decided."""

from __future__ import annotations

from refer_cli.exchange import fhir_directory, npi_answer
from refer_cli.exchange.merging import REGISTRIES
from refer_cli.exchange.nppes import NppesFile


def test_every_source_that_is_a_registry_is_known_as_one() -> None:
    assert {NppesFile.name, npi_answer.KIND, fhir_directory.KIND} == REGISTRIES
