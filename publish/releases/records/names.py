"""Names and languages as records of others write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import icu
import msgspec

from publish.model.metadata import Contributor, Metadata
from publish.model.sort_names import person_name, sorted_title

# ISO 639-2 has a second, bibliographic code for these languages.
_BIBLIOGRAPHIC = {
    "bod": "tib", "ces": "cze", "cym": "wel", "deu": "ger", "ell": "gre", "eus": "baq",
    "fas": "per", "fra": "fre", "hye": "arm", "isl": "ice", "kat": "geo", "mkd": "mac",
    "mri": "mao", "msa": "may", "mya": "bur", "nld": "dut", "ron": "rum", "slk": "slo",
    "sqi": "alb", "zho": "chi",
}  # fmt: skip


# Forms of a book in the vocabulary of schema.org, by the binding of one of paper.
_FORMS = {
    "paperback": "Paperback", "flaps": "Paperback", "case": "Hardcover", "jacket": "Hardcover",
}  # fmt: skip


def schema_format(binding: str | None) -> str:
    """The form of an edition as schema.org calls it."""
    return _FORMS[binding] if binding else "EBook"


class ContributorName(msgspec.Struct, frozen=True):
    """A contributor with the parts of a person's name; a body has no `family`."""

    whole: str
    role: str
    family: str
    given: str
    sort: str
    orcid: str
    isni: str

    @property
    def inverted(self) -> str:
        """The name by which it is sorted."""
        return self.sort or ", ".join(filter(None, (self.family, self.given))) or self.whole


def names_of(metadata: Metadata) -> tuple[ContributorName, ...]:
    """All contributors, in their order."""
    return tuple(_name(each, metadata.language) for each in metadata.authors)


def _name(person: Contributor, language: str) -> ContributorName:
    family, given = person_name(person.name, person.sort, language) or ("", "")
    isni = person.isni.replace(" ", "").replace("-", "")
    return ContributorName(person.name, person.role, family, given, person.sort, person.orcid, isni)


def in_roles(names: Iterable[ContributorName], *roles: str) -> Iterator[ContributorName]:
    """The names with one of the roles."""
    return (name for name in names if name.role in roles)


def title_for_sorting(metadata: Metadata) -> str:
    """The title as catalogues sort it; "" where that is the title itself."""
    return metadata.title_sort or sorted_title(metadata.title, metadata.language)


def language_code(tag: str) -> str:
    """The bibliographic code of a language (ISO 639-2/B) for a BCP 47 tag; "und" if it has none."""
    code = str(icu.Locale.forLanguageTag(tag).getISO3Language())
    return _BIBLIOGRAPHIC.get(code, code or "und")


def plain_words(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())
