"""The editions of a book, from the `[editions]` tables of its manifest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from publish.config import limits
from publish.config.manifest import DEFAULT_EDITIONS, Manifest
from publish.config.shops import find_shop, unknown_shop_hint
from publish.config.tables.manifest import EditionTable
from publish.diagnostics import Report
from publish.guesses import did_you_mean
from publish.model.book import (
    Edition,
    LinkAddresses,
    MissingGlyphs,
    Resource,
    Sides,
    Standard,
)
from publish.model.formats import format_of
from publish.model.metadata import Metadata
from publish.model.printer import PrintOrder
from publish.model.shop import Shop
from publish.model.trims import NAMES, trim_size
from publish.render.theme import theme_trim
from publish.sources.files.book_files import read_book_file
from publish.sources.spine.numbers import NumberChecks
from publish.sources.spine.print_orders import read_print_order
from publish.sources.theme.appearance import appearances

_DEFAULT = EditionTable().theme
_NAME = re.compile(rf"\w[\w-]{{0,{limits.EDITION_NAME_CHARACTERS - 1}}}")
_WEB_ONLY = ("address", "search", "downloads", "offline", "since")
_PAGES_ONLY = ("standard", "sides", "missing-glyphs", "link-addresses")
_PRINT_ONLY = (
    "printer", "paper", "inks", "bleed", "colour-profile", "binding", "front", "wrap", "spots",
)  # fmt: skip
# That messages of later stages refer to.
_LOCATED_KEYS = ("standard", "page-list", "format", "since", "printer", "paper", "wrap")


def read_editions(manifest: Manifest, metadata: Metadata, report: Report) -> tuple[Edition, ...]:
    """The products of the book: those of the manifest, else one EPUB and one PDF."""
    if not manifest.editions:
        return tuple(Edition(name, format_) for name, format_ in DEFAULT_EDITIONS.items())
    for name in manifest.editions:
        _check_edition(name, manifest, report)
    _check_own_numbers(manifest, report)
    found = appearances(manifest, report)
    appearance_of = {name: found[_dressed_as(name, manifest)] for name in manifest.editions}
    return tuple(
        Edition(
            name=name,
            format=table.format,
            theme=appearance_of[name].theme,
            trim=_trim(table.trim, appearance_of[name].theme),
            isbn=table.isbn or metadata.isbn,
            variables=appearance_of[name].variables,
            style_sheets=appearance_of[name].sheets,
            page_list=table.page_list or _printed_edition(name, manifest),
            standard=table.standard or Standard.UA1,
            sides=table.sides or Sides.TWO,
            missing_glyphs=table.missing_glyphs or MissingGlyphs.REFUSE,
            link_addresses=table.link_addresses or LinkAddresses.NONE,
            address=_folder(table.address),
            search=table.search is not False,
            downloads=tuple(table.downloads),
            offline=table.offline,
            since=_earlier_text(name, manifest, report),
            profile=table.profile,
            shop=_shop(name, manifest, report),
            order=_order(name, manifest, report),
            locations={key: manifest.location_of("editions", name, key) for key in _LOCATED_KEYS},
        )
        for name, table in manifest.editions.items()
    )


def _check_edition(name: str, manifest: Manifest, report: Report) -> None:
    table = manifest.editions[name]
    if not _NAME.fullmatch(name):
        message = f"`{name[:80]}` is not a valid edition name"
        hint = "use letters, digits, `-` and `_`, since it becomes part of a file name"
        report.add("MAN-016", message, manifest.location_of("editions", name), hint=hint)
    checks = NumberChecks(manifest, report)
    checks.isbn(table.isbn, "editions", name, "isbn")
    checks.url(table.address, "editions", name, "address")
    _check_page_list(name, manifest, report)
    _check_trim(name, manifest, report)
    _check_downloads(name, manifest, report)
    if not format_of(table.format).has_pages:
        _report_keys(_PAGES_ONLY, "PDF", name, manifest, report)
    if table.format != "web":
        _report_keys(_WEB_ONLY, "web", name, manifest, report)
    if not format_of(table.format).prints_pages:
        _report_keys(_PRINT_ONLY, "print", name, manifest, report)


def _trim(asked: str, theme: str) -> str:
    """The page that an edition asks for, or that of its theme."""
    return asked if trim_size(asked) else theme_trim(theme)


def _check_trim(name: str, manifest: Manifest, report: Report) -> None:
    """MAN-049 for a page size that is neither a name nor a size of a page."""
    trim = manifest.editions[name].trim
    if trim and trim_size(trim) is None:
        known = f"trims: {', '.join(NAMES)}, or width and height, as 6x9in or 170x240mm"
        hint = did_you_mean(trim, NAMES) or known
        place = manifest.location_of("editions", name, "trim")
        report.add("MAN-049", f"there is no trim `{trim[:40]}`", place, hint=hint)


def _report_keys(
    keys: Iterable[str], formats: str, name: str, manifest: Manifest, report: Report
) -> None:
    """MAN-033 for keys of an edition whose format has no use for them."""
    table = manifest.editions[name]
    for key in keys:
        if getattr(table, key.replace("-", "_")) not in ("", None, [], {}):
            place = manifest.location_of("editions", name, key)
            message = f"`{key}` is for {formats} editions only"
            report.add("MAN-033", message, place, hint="delete the line")


def _order(name: str, manifest: Manifest, report: Report) -> PrintOrder | None:
    """What an edition for a printer is made for."""
    if format_of(manifest.editions[name].format).prints_pages:
        return read_print_order(name, manifest, report)
    return None


def _printed_edition(name: str, manifest: Manifest) -> str:
    """The edition whose pages one for a printer has if it names none: the first with pages."""
    if not format_of(manifest.editions[name].format).prints_pages:
        return ""
    return next(iter(_with_pages(manifest)), "")


def _dressed_as(name: str, manifest: Manifest) -> str:
    """The edition whose appearance an edition has: that of its pages, if it is for a printer and
    the manifest gives it no theme, so that the cover goes with them."""
    table = manifest.editions[name]
    has_own = manifest.has("editions", name, "theme") or table.theme != _DEFAULT or table.variables
    if has_own or not format_of(table.format).prints_pages:
        return name
    pages = table.page_list or _printed_edition(name, manifest)
    return pages if pages in manifest.editions else name


def _with_pages(manifest: Manifest) -> list[str]:
    editions = manifest.editions.items()
    return [name for name, table in editions if format_of(table.format).has_pages]


def _folder(address: str) -> str:
    """The address of a folder, to which the names of its files are added."""
    return f"{address.rstrip('/')}/" if address else ""


def _shop(name: str, manifest: Manifest, report: Report) -> Shop | None:
    """The profile of an EPUB: one that is shipped, or a file in the folder of the book."""
    table = manifest.editions[name]
    if not table.profile:
        return None
    place = manifest.location_of("editions", name, "profile")
    if table.format != "epub":
        message = "`profile` is for EPUB editions only"
        report.add("MAN-043", message, place, hint="delete the line")
        return None
    folder = Path(manifest.path).parent
    is_inside = (folder / table.profile).resolve().is_relative_to(folder.resolve())
    errors = len(report.errors)
    shop = find_shop(table.profile, folder, report) if is_inside else None
    if shop is None and len(report.errors) == errors:
        message = f"there is no profile `{table.profile}`"
        report.add("MAN-043", message, place, hint=unknown_shop_hint(table.profile))
    return shop


def _check_own_numbers(manifest: Manifest, report: Report) -> None:
    """MAN-041 for an edition with the ISBN of an earlier one: each has its own (ISO 2108)."""
    owners: dict[str, str] = {}
    for name, table in manifest.editions.items():
        digits = "".join(filter(str.isdigit, table.isbn))
        owner = owners.setdefault(digits, name)
        if digits and owner != name:
            message = f"the editions `{owner}` and `{name}` have the same ISBN"
            place = manifest.location_of("editions", name, "isbn")
            report.add("MAN-041", message, place, hint="delete the line")


def _check_page_list(name: str, manifest: Manifest, report: Report) -> None:
    """An EPUB or a web edition can have a page list, with the page numbers of a PDF."""
    table = manifest.editions[name]
    pdfs = _with_pages(manifest)
    if not table.page_list:
        if format_of(table.format).prints_pages and not pdfs:
            message = "an edition for a printer has the pages of a PDF edition, and there is none"
            place = manifest.location_of("editions", name)
            report.add("MAN-032", message, place, hint="add [editions.pdf]")
        return
    place = manifest.location_of("editions", name, "page-list")
    if format_of(table.format).has_pages:
        message = "`page-list` is not for PDF editions"
        report.add("MAN-032", message, place, hint="delete the line")
    elif table.page_list not in pdfs:
        hint = f"available: {', '.join(pdfs)}" if pdfs else "add [editions.pdf]"
        message = f"there is no PDF edition `{table.page_list}`"
        report.add("MAN-032", message, place, hint=hint)


def _check_downloads(name: str, manifest: Manifest, report: Report) -> None:
    """MAN-047 for what readers of a web edition cannot download: no edition, or a folder."""
    formats = {other: format_of(each.format) for other, each in manifest.editions.items()}
    files = [other for other, each in formats.items() if not each.is_folder]
    for wanted in manifest.editions[name].downloads:
        if wanted not in files:
            place = manifest.location_of("editions", name, "downloads")
            kind = "is a folder" if wanted in formats else "does not exist"
            message = f"the edition `{wanted[:80]}`, which readers should download, {kind}"
            hint = f"available: {', '.join(files)}" if files else "add [editions.pdf]"
            report.add("MAN-047", message, place, hint=hint)


def _earlier_text(name: str, manifest: Manifest, report: Report) -> Resource | None:
    """The text of the release before, which a web edition is redirected from."""
    since = manifest.editions[name].since
    if not since or manifest.editions[name].format != "web":
        return None
    place = manifest.location_of("editions", name, "since")
    content = read_book_file(Path(manifest.path).parent, since, place, report)
    return None if content is None else Resource(since, "application/json", content)
