"""Images are what they are, not what they are called, and every reader shows them alike."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageCms, ImageStat

from publish.diagnostics import ContentError, Report
from publish.model.book import Book, Standard
from publish.pipeline import load_book
from tests.conftest import MINIMAL, WriteBook
from tests.running import run_context

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
DOCTYPES = [
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
    "<!DOCTYPE svg>",
    '<!DOCTYPE svg SYSTEM "about:legacy-compat">',
    '<!DOCTYPE\n  svg PUBLIC "-//W3C//DTD SVG 1.0//EN"\n "http://www.w3.org/svg10.dtd" >',
]


def encoded(image: Image.Image, kind: str, **settings: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **settings)
    return file.getvalue()


def halves(mode: str = "RGB") -> Image.Image:
    """Two pixels high, one of them black."""
    image = Image.new("RGB", (32, 64), "white")
    image.paste((0, 0, 0), (0, 0, 32, 32))
    return image.convert(mode)


def turned(value: int, mode: str = "RGB") -> bytes:
    image = halves(mode)
    exif = image.getexif()
    exif[ExifTags.Base.Orientation] = value
    return encoded(image, "JPEG", exif=exif.tobytes())


@pytest.fixture
def read(write_book: WriteBook) -> Callable[..., tuple[Book, Report]]:
    def read(images: Mapping[str, bytes], manifest: str = "") -> tuple[Book, Report]:
        text = "# A\n" + "".join(f"\n![An image]({name})\n" for name in images)
        folder = write_book({"book.toml": MINIMAL + manifest, "a.md": text})
        for name, content in images.items():
            (folder / name).write_bytes(content)
        report = Report()
        return load_book(folder, run_context(report), "epub"), report

    return read


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_a_document_type_is_dropped(doctype: str, read: Callable[..., tuple[Book, Report]]) -> None:
    head = '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<!-- A plot -->\n'
    book, report = read({"plot.svg": f"{head}{doctype}\n{SVG}".encode()})
    assert list(report) == []
    (image,) = book.resources
    assert image.content == f"{head}{SVG}".encode()


def test_a_document_type_with_entities_is_refused(
    read: Callable[..., tuple[Book, Report]],
) -> None:
    doctype = '<!DOCTYPE svg [<!ENTITY a "b">]>'
    with pytest.raises(ContentError, match="declares entities"):
        read({"plot.svg": f"{doctype}{SVG}".encode()})


@pytest.mark.parametrize(
    ("name", "content", "media_type", "href"),
    [
        ("a.jpg", encoded(halves(), "PNG"), "image/png", "images/a.jpg.png"),
        ("a.png", encoded(halves(), "JPEG"), "image/jpeg", "images/a.png.jpg"),
        ("a.png", SVG.encode(), "image/svg+xml", "images/a.png.svg"),
        ("a.svg", encoded(halves(), "GIF"), "image/gif", "images/a.svg.gif"),
        ("a.JPEG", encoded(halves(), "JPEG"), "image/jpeg", "images/a.JPEG"),
        ("a", encoded(halves(), "WEBP"), "image/webp", "images/a.webp"),
    ],
)
def test_an_image_has_the_name_of_its_type(
    name: str,
    content: bytes,
    media_type: str,
    href: str,
    read: Callable[..., tuple[Book, Report]],
) -> None:
    (image,) = read({name: content})[0].resources
    assert (image.media_type, image.href, image.content) == (media_type, href, content)


@pytest.mark.parametrize(("value", "black"), [(1, "top"), (3, "bottom"), (6, "right"), (8, "left")])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_photograph_is_turned_as_the_camera_was_held(
    value: int, black: str, mode: str, read: Callable[..., tuple[Book, Report]]
) -> None:
    (resource,) = read({"a.jpg": turned(value, mode)})[0].resources
    with Image.open(io.BytesIO(resource.content)) as image:
        assert image.getexif().get(ExifTags.Base.Orientation, 1) == 1
        assert image.mode == ("L" if mode == "L" else "RGB")
        grey = image.convert("L")
    width, height = grey.size
    halves = {
        "top": (0, 0, width, height // 2),
        "bottom": (0, height // 2, width, height),
        "left": (0, 0, width // 2, height),
        "right": (width // 2, 0, width, height),
    }
    darkest = min(halves, key=lambda name: ImageStat.Stat(grey.crop(halves[name])).mean[0])
    assert darkest == black


def test_a_photograph_in_cmyk_is_converted_with_a_warning(
    read: Callable[..., tuple[Book, Report]],
) -> None:
    book, report = read({"a.jpg": encoded(halves("CMYK"), "JPEG")})
    assert [each.code for each in report] == ["RES-024"]
    with Image.open(io.BytesIO(book.resources[0].content)) as image:
        assert image.mode == "RGB"


def test_a_damaged_colour_profile_is_as_good_as_none(
    read: Callable[..., tuple[Book, Report]],
) -> None:
    with_profile = encoded(halves("CMYK"), "JPEG", icc_profile=b"no profile")
    plain = encoded(halves("CMYK"), "JPEG")
    books = [read({"a.jpg": content})[0] for content in (with_profile, plain)]
    first, second = (book.resources[0].content for book in books)
    assert first == second


def test_a_profile_of_another_space_is_as_good_as_none(
    read: Callable[..., tuple[Book, Report]],
) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    book, _ = read({"a.jpg": encoded(halves("CMYK"), "JPEG", icc_profile=profile)})
    with Image.open(io.BytesIO(book.resources[0].content)) as image:
        assert image.mode == "RGB"


ALLOW = '\n[accessibility]\nundescribed-images = "allow"\n'


def editions(folder: Path) -> tuple[Book, Report]:
    report = Report()
    return load_book(folder, run_context(report), "pdf"), report


def test_a_pdf_with_undescribed_images_claims_no_standard(write_book: WriteBook) -> None:
    folder = write_book({"book.toml": MINIMAL + ALLOW, "a.md": "# A\n\n![](a.svg)\n", "a.svg": SVG})
    book, report = editions(folder)
    assert [(each.code, str(each.severity)) for each in report] == [("RES-005", "warning")]
    assert {each.standard for each in book.editions if each.format == "pdf"} == {Standard.NONE}


def test_neither_does_one_that_names_a_standard(write_book: WriteBook) -> None:
    manifest = MINIMAL + ALLOW + '\n[editions.pdf]\nstandard = "PDF/UA-2"\n'
    folder = write_book({"book.toml": manifest, "a.md": "# A\n\n![](a.svg)\n", "a.svg": SVG})
    book, _ = editions(folder)
    assert [each.standard for each in book.editions] == [Standard.NONE]


MASKED = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><mask id="m">'
    '<rect width="90" height="30" fill="white"/></mask>'
    '<text y="20" font-family="Arial" mask="url(#m)">Hagel</text></svg>'
)
EDITIONS = """
[editions.epub]
format = "epub"
[editions.pdf]
format = "pdf"
"""
SERIF = '[editions.pdf.variables]\nsans = "EB Garamond"\n'


@pytest.mark.parametrize(("manifest", "differ"), [("", False), (SERIF, True)])
def test_a_picture_of_a_drawing_has_the_fonts_of_its_edition(
    write_book: WriteBook, manifest: str, differ: bool
) -> None:
    text = "# A\n\n![A word](word.svg)\n"
    folder = write_book(
        {"book.toml": f"{MINIMAL}{EDITIONS}{manifest}", "a.md": text, "word.svg": MASKED}
    )
    epub, pdf = (load_book(folder, run_context(), name) for name in ("epub", "pdf"))
    assert epub.has_edition_variants is differ
    assert (epub.resources != pdf.resources) is differ


def test_a_drawing_that_is_drawn_is_the_same_in_every_edition(write_book: WriteBook) -> None:
    drawing = MASKED.replace(' mask="url(#m)"', "")
    text = "# A\n\n![A word](word.svg)\n"
    folder = write_book(
        {"book.toml": f"{MINIMAL}{EDITIONS}{SERIF}", "a.md": text, "word.svg": drawing}
    )
    assert not load_book(folder, run_context(), "pdf").has_edition_variants
