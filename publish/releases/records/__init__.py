"""Records of a release for the trade, libraries and archives: one row each.

The release folder has a file for each row of `RECORDS` that the book has the metadata for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from publish.releases.facts import Release
from publish.releases.records.bibtex import bibtex
from publish.releases.records.crossref import crossref_deposit, may_deposit
from publish.releases.records.csl_json import csl_json
from publish.releases.records.datacite import datacite_resource, has_doi
from publish.releases.records.json_ld import json_ld
from publish.releases.records.marc import marc_xml
from publish.releases.records.onix.message import onix_3_0, onix_3_1
from publish.releases.records.ris import ris


def _always(_: Release) -> bool:
    return True


class RecordFormat(msgspec.Struct, frozen=True):
    """A record: the name of its file, its media type, and the function that writes it.

    `is_wanted` says whether a release has what such a record needs.
    """

    name: str
    media_type: str
    write: Callable[[Release], bytes]
    is_wanted: Callable[[Release], bool] = _always


RECORDS = (
    RecordFormat("onix-3.1.xml", "application/xml", onix_3_1),
    RecordFormat("onix-3.0.xml", "application/xml", onix_3_0),
    RecordFormat("marc.xml", "application/marcxml+xml", marc_xml),
    RecordFormat(
        "crossref.xml", "application/vnd.crossref.unixref+xml", crossref_deposit, may_deposit
    ),
    RecordFormat(
        "datacite.xml", "application/vnd.datacite.datacite+xml", datacite_resource, has_doi
    ),
    RecordFormat("citation.ris", "application/x-research-info-systems", ris),
    RecordFormat("citation.bib", "application/x-bibtex", bibtex),
    RecordFormat("citation.json", "application/vnd.citationstyles.csl+json", csl_json),
    RecordFormat("book.jsonld", "application/ld+json", json_ld),
)


def records_of(release: Release) -> Iterator[RecordFormat]:
    """The records that a release has the metadata for."""
    return (record for record in RECORDS if record.is_wanted(release))
