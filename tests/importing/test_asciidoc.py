"""AsciiDoc: a book with a master file and included chapters, as Asciidoctor reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.diagnostics import ContentError
from publish.errors import MissingTool
from publish.importers.documents.readers import asciidoc, asciidoc_files
from publish.importers.documents.readers.masters import master_file

pytestmark = pytest.mark.browser  # it needs Node

_MASTER = """= The Slate Book: A Guide to Roofs
Ada Hollin <ada@example.org>; Jonas Reck
v1.2, 2024-03-05
:doctype: book
:lang: en-GB
:imagesdir: img
:toc:
:slate: Welsh slate
:experimental:
:stem: latexmath

[dedication]
== Dedication

To the slaters.

[preface]
== Before you begin

Read this. {slate} is good.

= Part One: Stones

include::chapters/quarries.adoc[]

include::chapters/cutting.adoc[leveloffset=+1]

= Part Two: Roofs

== Laying

=== Battens

A batten is nailed.

==== Spacing

By the gauge.

// not for the reader
ifdef::draft[Left out.]

[appendix]
== Weights

Text.

[glossary]
== Glossary

[glossary]
zax:: a tool
slate:: a stone

[bibliography]
== Books

* [[[hollin]]] Ada Hollin. _Slates_. 1987.

[colophon]
== Colophon

Set in Literata.

[index]
== Index
"""
_QUARRIES = """[[quarries]]
== Quarries

See <<cutting>>, <<cutting,how it is cut>>, xref:cutting.adoc#tools[the tools], <<fig-roof>> and
<<hollin>>. A footnote.footnote:[It has *words*.]
((slate)) and (((stone, slate, Welsh))) are terms. Press kbd:[Ctrl+C], menu:File[Save].
[.line-through]#gone# and H~2~O with x^2^ and stem:[x^2 + 1].

.A fine roof
[#fig-roof,width=50%]
image::roof.svg[A roof of slate]

.Sizes
[#sizes%header%footer,cols="1,>2a"]
|===
|Name |Size

|Duchess
|* 24
* 12

2+|Wide
|Sum|36
|===

NOTE: Slates split.

.Look out
[WARNING]
====
Two paragraphs.

They warn.
====

.A listing
[source#lst,python,linenums]
----
def f(): # <1>
    return 1 # <2>
----
<1> A function
<2> Its value

[stem#eq-weight]
++++
a = b
++++
"""
_CUTTING = """[[cutting]]
= Cutting

== The tools [[tools]]

[quote,Ada Hollin,The roof]
____
A quote.
____

[verse,Jonas]
____
Roses
are red
____

.In short
* [x] done
* [ ] open

'''

[qanda]
Why?:: Because.
Where?:: Here.

****
Side words.
****

term:: its meaning
+
continued

....
literal   text
....
"""
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("slate")
    source = folder / "slate"
    files = {
        "book.adoc": _MASTER,
        "notes.adoc": "= Notes\n\nNot in the book.\n",
        "chapters/quarries.adoc": _QUARRIES,
        "chapters/cutting.adoc": _CUTTING,
        "img/roof.svg": _PICTURE,
    }
    for name, text in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, "utf-8")
    return importing.import_book(source, folder / "book").target


def test_every_word_of_it_is_in_the_book(imported: Path) -> None:
    report = (imported / "import-report.md").read_text("utf-8")
    assert "all of them are in the book, or explained above" in report
    assert "Nothing: the new book can be read without a warning." in report


def test_parts_chapters_and_matter_are_those_of_asciidoc(imported: Path) -> None:
    _, book = api.open_book(imported)
    rows = [(s.role, s.label, s.title) for top in book.sections for s in top.walk()]
    assert rows == [
        ("dedication", None, "Dedication"),
        ("preface", None, "Before you begin"),
        ("part", "Part I", "Stones"),
        ("chapter", "Chapter 1", "Quarries"),
        ("chapter", "Chapter 2", "Cutting"),
        ("section", "2.1", "The tools"),
        ("part", "Part II", "Roofs"),
        ("chapter", "Chapter 3", "Laying"),
        ("section", "3.1", "Battens"),
        ("section", None, "Spacing"),
        ("appendix", "Appendix A", "Weights"),
        ("glossary", None, "Glossary"),
        ("afterword", None, "Books"),
        ("colophon", None, "Colophon"),
        ("index", None, "Index"),
    ]
    metadata = book.metadata
    assert (metadata.title, metadata.subtitle) == ("The Slate Book", "A Guide to Roofs")
    assert [each.name for each in metadata.authors] == ["Ada Hollin", "Jonas Reck"]
    assert metadata.language == "en-GB"


@pytest.mark.parametrize(
    "line",
    [
        "See [](#cutting), [how it is cut](#cutting), [the tools](#tools), [](#fig-roof) and",
        "[](#fig-roof) and [\\[hollin\\]](#hollin)",
        "A footnote.[^1]",
        '[]{index="slate"}slate and []{index="stone; slate; Welsh"} are terms.',
        "Press [Ctrl+C]{.key}, File \\> Save.",
        "~~gone~~ and H~2~O with x^2^ and $x^2 + 1$.",
        '![A roof of slate](<images/roof.svg> "A fine roof"){#fig-roof width=50%}',
        '::: table {#sizes head=1 align="lr"} Sizes',
        "::: warning Look out\nTwo paragraphs.",
        '```python {.numbered #lst caption="A listing"}\ndef f(): (1)',
        "1. A function",
        "$$ a = b $$ {#eq-weight}",
    ],
)
def test_constructs_of_a_chapter(imported: Path, line: str) -> None:
    text = (imported / "quarries.md").read_text("utf-8")
    assert line in text


@pytest.mark.parametrize(
    "line",
    [
        "> A quote.\n\n{.source}\nAda Hollin, The roof",
        "> Roses\\\n> are red",
        "**In short**\n\n- [x] done",
        "***",
        "Why?\n: Because.\n\nWhere?\n: Here.",
        "::: sidebar\nSide words.",
        "```\nliteral   text\n```",
    ],
)
def test_blocks_of_another_chapter(imported: Path, line: str) -> None:
    assert line in (imported / "cutting.md").read_text("utf-8")


def test_the_file_with_the_title_that_no_other_includes_is_the_book(tmp_path: Path) -> None:
    (tmp_path / "slate.adoc").write_text("= Slate\n\ninclude::a.adoc[]\n")
    (tmp_path / "a.adoc").write_text("= Not it\n")
    assert asciidoc.recognise(tmp_path)
    (tmp_path / "README.adoc").write_text("= Another\n")
    assert master_file(tmp_path, asciidoc_files.FORM) == tmp_path / "slate.adoc"
    (tmp_path / "c.adoc").write_text("= A third\n\ninclude::a.adoc[]\n")
    assert asciidoc.recognise(tmp_path) is None


def test_an_article_has_its_sections_as_chapters(tmp_path: Path) -> None:
    source = tmp_path / "a.adoc"
    source.write_text("= Slates\n\nAt first.\n\n== Welsh\n\nText.\n\n== Spanish\n\nText.\n")
    _, book = api.open_book(importing.import_book(source, tmp_path / "book").target)
    rows = [(s.role, s.title) for top in book.sections for s in top.walk()]
    assert rows == [("preface", "Preface"), ("chapter", "Welsh"), ("chapter", "Spanish")]


def test_what_lies_outside_is_not_included(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the words of a secret")
    source = tmp_path / "in" / "a.adoc"
    source.parent.mkdir()
    (source.parent / "link.txt").symlink_to(secret)
    (source.parent / "sub").symlink_to(tmp_path)
    lines = [
        f"include::{secret}[]",
        "include::../secret.txt[]",
        "include::link.txt[]",
        "include::sub/secret.txt[]",
        ":path: ../secret.txt",
        "",
        "include::{path}[]",
        "{docdir} {env-HOME}",
        f"image::{secret}[opts=inline]",
    ]
    source.write_text("= A\n\n== B\n\n" + "\n\n".join(lines) + "\n\nWords.\n")
    target = importing.import_book(source, tmp_path / "book").target
    texts = [file.read_text("utf-8", "replace") for file in target.rglob("*") if file.is_file()]
    assert not any("words of a secret" in text for text in texts)
    assert "could not be read | 5 |" in (target / "import-report.md").read_text("utf-8")
    assert "Words." in (target / "b.md").read_text("utf-8")


def test_without_asciidoctor_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asciidoc, "_HOME", tmp_path)
    monkeypatch.setattr(asciidoc, "locate_program", lambda _: None)
    (tmp_path / "a.adoc").write_text("= A\n\nText.\n")
    with pytest.raises(MissingTool) as error:
        importing.import_book(tmp_path / "a.adoc", tmp_path / "book")
    assert "npm install -g asciidoctor@" in (error.value.hint or "")


def test_what_asciidoctor_cannot_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.adoc").write_bytes(b"= A\xff\n\nText.\n")
    with pytest.raises(ContentError, match="not UTF-8"):
        importing.import_book(tmp_path / "a.adoc", tmp_path / "book")


def test_a_text_says_its_language_and_date_itself_or_nobody_does(tmp_path: Path) -> None:
    words = "Der Schiefer wird aus dem Berg gebrochen, und das Dach ist nach einem Tag gedeckt. "
    source = tmp_path / "dach.adoc"
    source.write_text(f"= Das Dach\n\n== Der Schiefer\n\n{words * 9}\n", "utf-8")
    importing.import_book(source, tmp_path / "out")
    _, book = api.open_book(tmp_path / "out")
    assert (book.metadata.language, book.metadata.date) == ("de", None)


_CHAPTERS = {
    "preface.adoc": "[preface]\n== Before\n\nWords.\n",
    "part1.adoc": "[[one]]\n[part]\n== Stone\n\n[partintro]\n--\nOf walls.\n--\n",
    "ch1.adoc": "== Walls\n\nSee <<roofs>>.\n\n=== Mortar\n\ninclude::lime.adoc[]\n",
    "ch2.adoc": "[[roofs]]\n== Roofs\n\nOf slate.\n",
    "lime.adoc": "Lime and sand.\n",
    "README.adoc": "= A repository\n\nBuild it.\n",
}
_ORDER = {"title": "On Stone", "files": ["cover.html", *list(_CHAPTERS)[:4]]}


def test_files_that_no_other_includes_are_the_chapters_in_the_order_that_is_listed(
    tmp_path: Path,
) -> None:
    (tmp_path / "stone").mkdir()
    for name, text in {**_CHAPTERS, "atlas.json": json.dumps(_ORDER)}.items():
        (tmp_path / "stone" / name).write_text(text, "utf-8")
    target = importing.import_book(tmp_path / "stone", tmp_path / "book").target
    _, book = api.open_book(target)
    assert book.metadata.title == "On Stone"
    rows = [(s.role, s.number, s.title) for s in book.walk()]
    assert rows == [
        ("preface", None, "Before"),
        ("part", "I", "Stone"),
        ("chapter", "1", "Walls"),
        ("section", "1.1", "Mortar"),
        ("chapter", "2", "Roofs"),
    ]
    text = (target / "walls.md").read_text("utf-8")
    assert "See [](#roofs)." in text
    assert "Lime and sand." in text


def test_files_that_no_other_includes_are_the_chapters_in_the_order_of_their_names(
    tmp_path: Path,
) -> None:
    (tmp_path / "stone").mkdir()
    for name, title in {"1-walls": "= Walls", "2-roofs": "= Roofs", "10-tiles": "== Tiles"}.items():
        (tmp_path / "stone" / f"{name}.adoc").write_text(f"{title}\n\nWords.\n", "utf-8")
    target = importing.import_book(tmp_path / "stone", tmp_path / "book").target
    _, book = api.open_book(target)
    assert [(s.number, s.title) for s in book.walk()] == [
        *(("1", "Walls"), ("2", "Roofs"), ("3", "Tiles"))
    ]
