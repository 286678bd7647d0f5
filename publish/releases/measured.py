"""What was read back from the product of an edition, as facts to compare with those of before."""

from __future__ import annotations

from collections.abc import Iterator

from publish.releases.facts import ReleasedEdition
from publish.releases.records.onix.accessibility import codes_of_claim

# Properties with one value; of the others, each value is a claim by itself.
_SINGLE = frozenset(
    {"accessibilitySummary", "certifiedBy", "certifierCredential", "certifierReport"}
)


def measured_facts(edition: ReleasedEdition) -> dict[str, str]:
    """Pages, words and claims by name; a claim has the codes by which ONIX makes it."""
    counts = {"pages": edition.pages, "words": edition.words}
    return {
        **{name: f"{count}" for name, count in counts.items() if count},
        **dict(_claims(edition)),
    }


def _claims(edition: ReleasedEdition) -> Iterator[tuple[str, str]]:
    for property_, value in edition.claims:
        name = property_.rpartition(":")[2]
        if name in _SINGLE:
            yield name, value
        else:
            codes = ", ".join(
                f"{kind} code {code}" for kind, code in codes_of_claim(property_, value)
            )
            yield f"{name} {value}", f"claimed (ONIX {codes})" if codes else "claimed"
