"""The address and the name of a licence, which is an SPDX identifier or an address."""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(r"CC-(BY[A-Z-]*)-(\d\.\d)")
_OTHER_DEEDS = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-PDDC": "https://creativecommons.org/licenses/publicdomain/",
}


def licence_address(licence: str) -> str:
    """Where the licence is explained; "" without one."""
    if deed := _CREATIVE_COMMONS.fullmatch(licence):
        return f"https://creativecommons.org/licenses/{deed[1].lower()}/{deed[2]}/"
    if not licence or licence.startswith(("https://", "http://")):
        return licence
    return _OTHER_DEEDS.get(licence, f"https://spdx.org/licenses/{licence}.html")


def licence_name(licence: str) -> str:
    """A licence as readers know it: "CC BY 4.0"."""
    deed = _CREATIVE_COMMONS.fullmatch(licence)
    return f"CC {deed[1]} {deed[2]}" if deed else licence
