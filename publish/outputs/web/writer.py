"""From a settled book to its web edition: pages, style, fonts, images, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from publish.context import Context
from publish.files import ProductContent, StagedFolder
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition, Resource
from publish.model.earlier_page import EarlierPage
from publish.model.pagebreak import PrintEdition
from publish.outputs.pages.metadata import check_metadata
from publish.outputs.pages.pictures import Picture
from publish.outputs.web.assets import (
    NOSCRIPT,
    NOSCRIPT_RULES,
    PACKING,
    StyleSheets,
    scripts,
)
from publish.outputs.web.html_pages import HtmlPage, PageMaker
from publish.outputs.web.icon import icon
from publish.outputs.web.inline_styles import as_rules
from publish.outputs.web.needed_rules import BESIDES_PAGES, used_in_all
from publish.outputs.web.offline import offline_files
from publish.outputs.web.packed_fonts import packed_fonts
from publish.outputs.web.page_files import PageFiles
from publish.outputs.web.page_format import FRAME_STYLE, HTML_TYPE, TEXT_STYLE
from publish.outputs.web.picture_sizes import Size, picture_size, picture_sizes
from publish.outputs.web.planning import SitePlan, cover_name, plan_site
from publish.outputs.web.search import make_index
from publish.outputs.web.site_files import site_files

Files = Mapping[str, bytes]


class WebRequest(msgspec.Struct, frozen=True):
    """What else a web edition is made from: the folder that it will replace, whose files it keeps
    where they are the same, the edition `printed`, whose page numbers it has, the products that it
    offers, and the pages that it had `earlier`. The index of its search is made unless somebody
    else does that afterwards. `cover_size` is known of a cover that is still drawn. `planned` is
    called when this process may have threads, which are not copied with it; `pages_written` with
    the folder while other processes work on the rest."""

    before: Path | None = None
    printed: PrintEdition | None = None
    downloads: Sequence[Artifact] = ()
    earlier: Sequence[EarlierPage] = ()
    indexed: bool = True
    cover_size: Size | None = None
    planned: Callable[[], None] = lambda: None
    pages_written: Callable[[Path], None] = lambda _: None


def write_web(
    book: Book,
    edition: Edition,
    target: Path,
    context: Context,
    *,
    cover: Picture,
    request: WebRequest,
) -> Artifact:
    """Write the web edition of a settled book into the folder `target`.

    Raises `ContentError` if the metadata is not valid in XML, `CannotWrite` if a file cannot be
    written.
    """
    check_metadata(book, context.report)
    plan = plan_site(book, edition, cover, request.downloads, context)
    site = _Site(book, edition, target, context, cover, request, plan)
    with packed_fonts(plan.fonts, context) as fonts, ThreadPoolExecutor(1, "web") as worker:
        request.planned()
        site.write_texts()
        made = [worker.submit(each) for each in (site.index, site.pictures)]
        site.write_rest()
        request.pages_written(target)
        for files in (fonts(), *(each.result() for each in made)):
            site.write(files)
    return _artifact(edition, target, site.finish())


class _Site:
    """A web edition on its way into its folder."""

    def __init__(
        self,
        book: Book,
        edition: Edition,
        target: Path,
        context: Context,
        cover: Picture,
        request: WebRequest,
        plan: SitePlan,
    ) -> None:
        self._book, self._edition, self._target = book, edition, target
        self._cover, self._request, self._plan = cover, request, plan
        self._cache = context.cache
        self._staged = StagedFolder(target, request.before)
        breaks = request.printed.pages if request.printed else ()
        metadata = book.metadata
        faces = [font.face(PACKING.suffix) for font in plan.fonts]
        self._sheets = StyleSheets(plan.renderer, faces, plan.in_sheet, self._cache)
        fonts, classes = plan.first_fonts(metadata.language), self._sheets.named_classes()
        maker = PageMaker(breaks, fonts, metadata.words, classes, self._cache)
        self._pages = PageFiles(self._staged, maker, plan.pairs)
        self._sizes = picture_sizes(plan.images, self._cache)

    def write_texts(self) -> None:
        """Write the pages from which the index of the search is made."""
        self._pages.write_texts(self._sizes, self._request.earlier)

    def write_rest(self) -> None:
        """Write all that no other process makes."""
        name = cover_name(self._cover)
        size = self._request.cover_size or picture_size(self._shown_cover(), self._cache)
        self._pages.write_others(self._sizes | {name: size})
        plan, edition = self._plan, self._edition
        offered = zip(plan.offered, self._request.downloads, strict=True)
        self.write({
            **self._styles(),
            **scripts(plan.renderer, self._own_scripts()),
            NOSCRIPT: NOSCRIPT_RULES,
            **{image.href: image.content for image in plan.images},
            **site_files(edition, [spec.href for spec in plan.specs]),
            **dict(self._pages.leading_on(edition, plan.renderer)),
            **{each.href: file.path.read_bytes() for each, file in offered},
        })  # fmt: skip

    def index(self) -> Files:
        """The files of the index of the search, from the pages that are written."""
        is_wanted = self._plan.has_search and self._request.indexed
        return make_index(self._target, self._book) if is_wanted else {}

    def pictures(self) -> Files:
        """The cover, which may still be drawn, and the icon."""
        shown = self._shown_cover()
        return {shown.href: shown.content, **icon(self._cover, self._cache)}

    def write(self, files: Files) -> None:
        """Write files by name."""
        for name, content in files.items():
            self._staged.write(name, content)

    def finish(self) -> ProductContent:
        """Write what lists all the others, and say what the folder has."""
        self.write(offline_files(self._edition, self._staged.hashes, self._plan.renderer))
        return self._staged.finish()

    def _shown_cover(self) -> Resource:
        cover = self._cover
        return Resource(cover_name(cover), cover.media_type, cover.content)

    def _own_scripts(self) -> Iterator[str]:
        if self._plan.has_search:
            yield "search.js"
        if self._pages.moved:
            yield "moved.js"
        if self._edition.offline:
            yield "offline.js"

    def _styles(self) -> Files:
        plan, sheets = self._plan, self._sheets
        texts = [self._pages.made[spec.href] for spec in plan.specs if spec.section is not None]
        pages = list(self._pages.made.values())
        used = used_in_all(page.used for page in pages) | BESIDES_PAGES
        return {
            TEXT_STYLE: sheets.sheet(
                TEXT_STYLE, _own_rules(texts), used_in_all(page.used for page in texts)
            ),
            FRAME_STYLE: sheets.sheet(FRAME_STYLE, _own_rules(pages), used),
        }


def _own_rules(pages: Iterable[HtmlPage]) -> str:
    """The rules for single elements of pages."""
    styles: dict[str, str] = {}
    for page in pages:
        styles |= page.styles
    return as_rules(styles)


def _artifact(edition: Edition, target: Path, content: ProductContent) -> Artifact:
    return Artifact(
        edition=edition.name,
        path=target,
        media_type=HTML_TYPE,
        sha256=content.sha256,
        size=content.size,
        files=content.files,
    )
