"""People whose name for sorting has other words than their name: "Dr. Ada Birch" is "Birch, Ada".

Reference managers have the name for sorting alone, so that the other files say whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from publish.verification.records.facts import Reading
from publish.verification.records.names import canonical_name

_SORT_NAME = "sort name of "
_OF_PEOPLE = (_SORT_NAME, "ORCID of ", "ISNI of ")


def with_whole_names(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """The readings, with everybody under the same name in all of them."""
    aliases = dict(_aliases(readings))
    return {name: _renamed(reading, aliases) for name, reading in readings.items()}


def _aliases(readings: Mapping[str, Reading]) -> Iterator[tuple[str, str]]:
    for reading in readings.values():
        for fact, value in reading.facts.items():
            if fact.startswith(_SORT_NAME):
                whole = fact.removeprefix(_SORT_NAME)
                if (alias := canonical_name(value)) != whole:
                    yield alias, whole


def _renamed(reading: Reading, aliases: Mapping[str, str]) -> Reading:
    facts = {
        _fact(fact, aliases): _people(value, aliases)
        if fact.startswith("contributors: ")
        else value
        for fact, value in reading.facts.items()
    }
    return msgspec.structs.replace(reading, facts=facts)


def _fact(fact: str, aliases: Mapping[str, str]) -> str:
    start = next((start for start in _OF_PEOPLE if fact.startswith(start)), "")
    name = fact.removeprefix(start)
    return f"{start}{aliases.get(name, name)}" if start else fact


def _people(names: str, aliases: Mapping[str, str]) -> str:
    return " | ".join(sorted(aliases.get(name, name) for name in names.split(" | ")))
