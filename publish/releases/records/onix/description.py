"""What a product is (block 1 of ONIX): form, title, contributors, extents, subjects, audience."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.model.licence import licence_address, licence_name
from publish.releases.facts import Release, ReleasedEdition
from publish.releases.records.names import (
    ContributorName,
    language_code,
    names_of,
    title_for_sorting,
)
from publish.releases.records.onix.accessibility import accessibility_features
from publish.releases.records.onix.codes import (
    AUDIENCES,
    BISAC,
    BYTES,
    DOWNLOAD,
    FORM_DETAILS,
    HEIGHT,
    KEYWORDS,
    NAME_IDENTIFIERS,
    OTHER_ROLE,
    OWN_SUBJECTS,
    PAGES,
    PRINTED,
    PRINTED_PAGES,
    ROLES,
    SITE,
    THEMA,
    THEMA_QUALIFIERS,
    THICKNESS,
    WIDTH,
    WORDS,
)
from publish.releases.records.xml import Builder

_TEXT, _UNPROTECTED, _HUMAN_READABLE = "10", "00", "01"
_MILLIMETRES = 25.4 / 72  # of a point


def descriptive_detail(x: Builder, release: Release, edition: ReleasedEdition) -> etree._Element:
    """Block 1, in the order of the schema."""
    metadata = release.metadata
    form, *details = _form(edition)
    is_digital = edition.binding is None
    statement = metadata.edition_statement
    return x(
        "DescriptiveDetail",
        x("ProductComposition", "00"),
        x("ProductForm", form),
        *(x("ProductFormDetail", detail) for detail in details),
        *(_digital(x, release, edition) if is_digital else _measures(x, edition)),
        _collection(x, release) if metadata.series else x("NoCollection"),
        _title(x, release),
        *(_contributor(x, name, n) for n, name in enumerate(names_of(metadata), start=1)),
        x("EditionStatement", statement) if statement else x("NoEdition"),
        x("Language", x("LanguageRole", "01"), x("LanguageCode", language_code(metadata.language))),
        *_extents(x, edition),
        *_subjects(x, release),
        *(_audience(x, AUDIENCES[each]) for each in release.trade.audience),
    )


def _form(edition: ReleasedEdition) -> tuple[str, ...]:
    """The code of what a buyer gets, and those of its details."""
    if edition.binding is not None:
        return PRINTED[edition.binding]
    details = FORM_DETAILS.get(edition.edition.format, ())
    return (SITE if edition.is_site else DOWNLOAD, *details)


def _digital(x: Builder, release: Release, edition: ReleasedEdition) -> list[etree._Element | None]:
    """What is said only of what is read on a screen."""
    return [
        *_features(x, edition),
        x("PrimaryContentType", _TEXT),
        x("EpubTechnicalProtection", _UNPROTECTED),
        _licence(x, release.metadata.licence),
    ]


def _measures(x: Builder, edition: ReleasedEdition) -> Iterator[etree._Element]:
    """How large a book of paper is, without its cover."""
    for kind, size in zip((WIDTH, HEIGHT, THICKNESS), edition.measures or (), strict=False):
        yield x(
            "Measure",
            x("MeasureType", kind),
            x("Measurement", f"{size * _MILLIMETRES:.0f}"),
            x("MeasureUnitCode", "mm"),
        )


def _features(x: Builder, edition: ReleasedEdition) -> Iterator[etree._Element]:
    for kind, code, words in accessibility_features(edition.claims):
        yield x(
            "ProductFormFeature",
            x("ProductFormFeatureType", kind),
            x("ProductFormFeatureValue", code),
            x.some("ProductFormFeatureDescription", words),
        )


def _licence(x: Builder, licence: str) -> etree._Element | None:
    if not licence:
        return None
    expression = x(
        "EpubLicenseExpression",
        x("EpubLicenseExpressionType", _HUMAN_READABLE),
        x("EpubLicenseExpressionLink", licence_address(licence)),
    )
    return x("EpubLicense", x("EpubLicenseName", licence_name(licence)), expression)


def _collection(x: Builder, release: Release) -> etree._Element:
    metadata = release.metadata
    issn = metadata.issn.replace("-", "")
    number = x("CollectionIdentifier", x("CollectionIDType", "02"), x("IDValue", issn))
    return x(
        "Collection",
        x("CollectionType", "10"),
        number if issn else None,
        x(
            "TitleDetail",
            x("TitleType", "01"),
            x(
                "TitleElement",
                x("TitleElementLevel", "02"),
                x.some("PartNumber", metadata.series_number),
                x("TitleText", metadata.series),
            ),
        ),
    )


def _title(x: Builder, release: Release) -> etree._Element:
    """The title; one with an article is in two parts, as it is sorted."""
    metadata = release.metadata
    body, comma, article = title_for_sorting(metadata).rpartition(", ")
    start = metadata.title[: len(article)]
    text = metadata.title[len(article) :].strip()
    is_turned = bool(comma) and start == article and body.casefold() == text.casefold()
    parts = (
        [x("TitlePrefix", article), x("TitleWithoutPrefix", text)]
        if is_turned
        else [x("TitleText", metadata.title)]
    )
    subtitle = x.some("Subtitle", metadata.subtitle)
    element = x("TitleElement", x("TitleElementLevel", "01"), *parts, subtitle)
    return x("TitleDetail", x("TitleType", "01"), element)


def _contributor(x: Builder, name: ContributorName, number: int) -> etree._Element:
    is_person = bool(name.family) or " " not in name.whole
    return x(
        "Contributor",
        x("SequenceNumber", str(number)),
        x("ContributorRole", ROLES.get(name.role, OTHER_ROLE)),
        _name_identifier(x, "orcid", name.orcid.replace("-", "")),
        _name_identifier(x, "isni", name.isni),
        *(
            [x("PersonName", name.whole), x("PersonNameInverted", name.inverted)]
            if is_person
            else [x("CorporateName", name.whole)]
        ),
    )


def _name_identifier(x: Builder, scheme: str, number: str) -> etree._Element | None:
    kind = x("NameIDType", NAME_IDENTIFIERS[scheme])
    return x("NameIdentifier", kind, x("IDValue", number)) if number else None


def _extents(x: Builder, edition: ReleasedEdition) -> Iterator[etree._Element]:
    is_printed = edition.binding is not None
    values = (
        (WORDS, edition.words),
        (PRINTED_PAGES if is_printed else PAGES, edition.pages),
        (BYTES, 0 if is_printed else edition.file.size),
    )
    for (kind, unit), value in values:
        if value:
            parts = (("ExtentType", kind), ("ExtentValue", str(value)), ("ExtentUnit", unit))
            yield x("Extent", *(x(name, text) for name, text in parts))


def _subjects(x: Builder, release: Release) -> Iterator[etree._Element]:
    """The subjects; the first code of Thema, or else of BISAC, is the main one."""
    trade = release.trade
    codes = [(THEMA_QUALIFIERS.get(code[0], THEMA), code) for code in trade.thema]
    codes += [(BISAC, code) for code in trade.bisac]
    for number, (scheme, code) in enumerate(codes):
        main = x("MainSubject") if number == 0 and scheme in (THEMA, BISAC) else None
        yield x("Subject", main, x("SubjectSchemeIdentifier", scheme), x("SubjectCode", code))
    if trade.keywords:
        words = x("SubjectHeadingText", "; ".join(trade.keywords))
        yield x("Subject", x("SubjectSchemeIdentifier", KEYWORDS), words)
    for heading in release.metadata.subjects:
        own = x("SubjectSchemeIdentifier", OWN_SUBJECTS)
        name = x("SubjectSchemeName", "Publisher’s headings")
        yield x("Subject", own, name, x("SubjectHeadingText", heading))


def _audience(x: Builder, code: str) -> etree._Element:
    return x("Audience", x("AudienceCodeType", "01"), x("AudienceCodeValue", code))
