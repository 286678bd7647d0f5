"""The message of ONIX for a release, in either version."""

from __future__ import annotations

from publish.releases.facts import Release
from publish.releases.records.onix.product import product
from publish.releases.records.onix.publishing import name_of_sender
from publish.releases.records.xml import Builder, serialized


def onix_3_1(release: Release) -> bytes:
    """The message in ONIX 3.1, with the names of elements in full."""
    return _message(release, "3.1")


def onix_3_0(release: Release) -> bytes:
    """The same in ONIX 3.0, which more recipients accept."""
    return _message(release, "3.0")


def _message(release: Release, version: str) -> bytes:
    x = Builder(f"http://ns.editeur.org/onix/{version}/reference")
    sender = x(
        "Sender",
        x("SenderName", name_of_sender(release)),
        x.some("EmailAddress", release.trade.contact),
    )
    sent = x("SentDateTime", f"{release.metadata.modified:%Y%m%dT%H%M%SZ}")
    products = (product(x, release, edition) for edition in release.editions)
    root = x("ONIXMessage", x("Header", sender, sent), *products, release=version)
    return serialized(root)
