"""What a card calls each kind of source: a kind a line, so that showing a card loads no format."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SOURCE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "me": "you",
        "captured": "captured text",
        "csv": "a spreadsheet",
        "vcard": "an address book",
        "google": "contacts of Google",
        "linkedin": "connections of LinkedIn",
        "thunderbird": "an address book of Thunderbird",
        "windows-mail": "contacts of Windows Mail",
        "yahoo": "contacts of Yahoo",
        "outlook": "contacts of Outlook",
        "nppes": "the NPI registry",
        "npi-registry": "the NPI registry",
        "fhir": "a provider directory",
    }
)
