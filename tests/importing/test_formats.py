"""Books in the idiom of each format: title, outline, notes, figures, tables, links and words."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.external import run
from publish.importers.documents.program import find_pandoc

IDIOMS = Path(__file__).with_name("idioms")
_OUTLINE = [
    (1, "Walls"),
    (2, "Mortar"),
    (2, "Batter"),
    (1, "Roofs"),
    (1, "Floors"),
    (1, "Gates"),
    (1, "Wells"),
    (1, "Tools"),
    (1, "Weights"),
]
_FORMATS = ("rst", "org", "typ", "jats", "fb2", "dbk", "fodt", "rtf")


def _opendocument(flat: str, file: Path) -> None:
    """The parts of a flat document as the members of an ordinary one."""
    head = re.search(r"<office:document ([^>]*)>", flat)
    assert head is not None
    parts = {
        "content": ("automatic-styles", "body"),
        "styles": ("styles",),
        "meta": ("meta",),
    }
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("Pictures/roof.svg", (IDIOMS / "img" / "roof.svg").read_text())
        for name, elements in parts.items():
            found = [re.search(rf"<office:{e}>.*?</office:{e}>", flat, re.S) for e in elements]
            inner = "".join(match[0] for match in found if match)
            root = f"office:document-{name}"
            archive.writestr(f"{name}.xml", f"<{root} {head[1]}>{inner}</{root}>")


@pytest.fixture(scope="module", params=_FORMATS)
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(IDIOMS / "img", folder / "img")
    source = folder / f"stone.{request.param}"
    if request.param == "fodt":
        source = folder / "stone.odt"
        _opendocument((IDIOMS / "stone.fodt").read_text("utf-8"), source)
    else:
        shutil.copy(IDIOMS / source.name, source)
    return importing.import_book(source, folder / "book").target


def _text(folder: Path) -> str:
    files = (f for f in sorted(folder.glob("*.md")) if f.name != "import-report.md")
    return "\n\n".join(file.read_text("utf-8") for file in files)


def test_each_format_keeps_its_outline_and_its_words(imported: Path) -> None:
    _, book = api.open_book(imported)
    metadata = book.metadata
    assert metadata.title == "On Dry Stone"
    assert {*re.split(r" and ", " and ".join(each.name for each in metadata.authors))} == {
        "Ada Hollin",
        "Jonas Reck",
    }
    chapters = [top for top in book.sections if top.matter == "bodymatter"]
    rows = [(s.level, s.title) for top in chapters for s in top.walk()]
    assert rows == _OUTLINE
    assert not [top for top in book.sections if top.role == "preface"]
    report = (imported / "import-report.md").read_text("utf-8")
    assert "all of them are in the book, or explained above" in report
    assert " error " not in report
    text = _text(imported)
    assert "A wall of **granite**[^1]" in text
    assert "[^1]: A note about *lime*." in text
    assert "[the tools](#tools)" in text or "See [](#tools)" in text
    assert "[the list of wells](https://example.org/wells)" in text
    assert "H~2~O" in text
    assert re.search(r"^\| small \| 12 \|$", text, re.M)
    assert re.search(r"!\[[^\]]*\]\(<images/", text)
    assert "Deep calls to deep." in text


# What each format also says, and the file that has it.
_MORE = {
    "rst": (
        ("roofs", '![A roof of slate](<images/roof.svg> "A slate roof"){#fig-roof width=50%}'),
        ("gates", "$$ T = m \\cdot g $$ {#thrust}"),
        ("gates", "see [](#thrust)"),
        ("gates", '```python {#lst-dig caption="Digging"}'),
        ("tools", "[Ctrl+C]{.key}"),
        ("wells", "Roses\\\nare red"),
    ),
    "org": (
        ("roofs", '![](<images/roof.svg> "A slate roof"){#fig-roof}'),
        ("gates", "{#eq-thrust}"),
        ("tools", "TODO are words"),
    ),
    "typ": (
        ("roofs", '![A roof of slate](<images/roof.svg> "A slate roof"){#fig-roof width=50%}'),
        ("walls", "See [](#tools) and [](#fig-roof)."),
        ("gates", "$$ T = m \\cdot g $$ {#thrust}"),
    ),
    "jats": (
        ("walls", "[@hollin87]"),
        ("roofs", '![A roof of slate](<images/roof.svg> "A slate roof"){#fig-roof}'),
    ),
    "fb2": (("gates", "**\\* \\* \\***"), ("wells", "**Red**"), ("wells", "Roses\\\nare red")),
    "dbk": (
        ("walls", "See [](#tools)"),
        ("gates", "$$ T = m \\cdot g $$ {#thrust}"),
        ("walls", '[]{index="mortar; none"}'),
    ),
    "fodt": (("roofs", "![A roof of slate](<images/"),),
    "rtf": (("tools", "**bold**"),),
}


def test_each_format_keeps_what_is_its_own(imported: Path) -> None:
    kind = {"odt": "fodt"}.get(found := imported.parent.name[:-1], found)
    for file, line in _MORE[kind]:
        assert line in (imported / f"{file}.md").read_text("utf-8")


# Styles as the versions of a word processor in four languages save them: identifier and name.
_LANGUAGES = {
    "en": ("Heading{0}", "Heading {0}"),
    "de": ("berschrift{0}", "Überschrift {0}"),
    "fr": ("Titre{0}", "Titre {0}"),
    "zh": ("{0}", "标题 {0}"),
}
_WORDS = (
    "# Walls\n\nText.\n\n## Mortar\n\n- one\n\nText.[^1]\n\n# Roofs\n\nText.\n\n[^1]: A note.\n"
)


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("word")
    (folder / "a.md").write_text(_WORDS)
    run([find_pandoc(), folder / "a.md", "-o", folder / "a.docx"], timeout=300)
    return folder / "a.docx"


def _restyled(word: Path, to: Path, identifier: str, name: str, more: str = "") -> None:
    with zipfile.ZipFile(word) as old, zipfile.ZipFile(to, "w") as new:
        for member in old.namelist():
            text = old.read(member)
            if member in ("word/styles.xml", "word/document.xml"):
                xml = text.decode()
                for level in (1, 2):
                    xml = xml.replace(f'"Heading{level}"', f'"{identifier.format(level)}"')
                    xml = re.sub(
                        rf'<w:name w:val="heading {level}" ?/>',
                        f'<w:name w:val="{name.format(level)}"/>{more}',
                        xml,
                    )
                text = re.sub(r"<w:outlineLvl [^>]*/>", "", xml).encode()
            new.writestr(member, text)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_word_files_of_any_language_have_the_same_outline(
    word: Path, tmp_path: Path, language: str
) -> None:
    _restyled(word, tmp_path / "a.docx", *_LANGUAGES[language])
    _, book = api.open_book(importing.import_book(tmp_path / "a.docx", tmp_path / "book").target)
    rows = [(s.level, s.title) for top in book.sections for s in top.walk()]
    assert rows == [(1, "Walls"), (2, "Mortar"), (1, "Roofs")]


def test_house_styles_have_the_outline_that_the_map_gives(word: Path, tmp_path: Path) -> None:
    _restyled(word, tmp_path / "a.docx", "House{0}", "House Big {0}")
    styles = tmp_path / "styles.toml"
    styles.write_text('"House Big 1" = "heading 1"\n"House Big 2" = "heading 2"\n')
    target = importing.import_book(tmp_path / "a.docx", tmp_path / "book", styles=styles).target
    _, book = api.open_book(target)
    rows = [(s.level, s.title) for top in book.sections for s in top.walk()]
    assert rows == [(1, "Walls"), (2, "Mortar"), (1, "Roofs")]
