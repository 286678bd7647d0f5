"""A licence and the address that explains it, in the letters that both have in common."""

from __future__ import annotations

import re

_PLACES = re.compile(r"https?://(?:creativecommons|spdx)\.org/(?:licenses|publicdomain/zero)/")


def letters_of_licence(licence: str) -> str:
    """ "CC-BY-4.0" as "by4.0"; an address as it is."""
    if licence.startswith(("https://", "http://")):
        return licence
    return re.sub(r"[^a-z0-9.]", "", licence.lower().removeprefix("cc-").removeprefix("cc0-"))


def letters_of_address(address: str) -> str:
    """The same for the address of a licence; any other address as it is."""
    if not _PLACES.match(address):
        return address
    name = _PLACES.sub("", address).rstrip("/").removesuffix(".html").replace("/", "-")
    return letters_of_licence(name.replace("publicdomain", "pddc"))
