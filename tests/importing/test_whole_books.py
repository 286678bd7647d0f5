"""What whole books have and samples lack: many files, references between them, their own idioms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.diagnostics import ContentError
from publish.importers.documents.dialects.sites import with_sites
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.readers.file_order import file_order
from publish.importers.documents.readers.table import find_reader
from publish.sources.latex.conversion import convert_formula


def _write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def _imported(source: Path, target: Path) -> str:
    """The Markdown of an imported source, after its report was found to be without errors."""
    importing.import_book(source, target)
    report = (target / "import-report.md").read_text("utf-8")
    assert " error " not in report
    assert "all of them are in the book, or explained above" in report
    files = (f for f in sorted(target.glob("*.md")) if not f.name.startswith("import-"))
    return "\n".join(f.read_text("utf-8") for f in files)


_DOCBOOK = """<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.2//EN" "http://example.org/docbookx.dtd" [
<!ENTITY walls SYSTEM "chapters/walls.xml">
<!ENTITY roofs SYSTEM "chapters/roofs.xml">
<!ENTITY secret SYSTEM "../secret.xml">
<!ENTITY loop SYSTEM "book.xml">
<!ENTITY % names SYSTEM "names.ent"> %names;
]>
<book><title>Stone &mdash; dry</title>&walls;&roofs;&secret;&loop;
<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="chapters/gates.xml"/></book>"""
_CHAPTERS = {
    "book/names.ent": '<!ENTITY firm "Hollin and Reck">',
    "book/chapters/walls.xml": "<?xml version='1.0'?><chapter id='walls'><title>Walls</title>"
    "<para>By &firm; as <varname>PATH<indexterm><primary>paths; roads</primary></indexterm>"
    "</varname>, see <xref linkend='gates'/>.</para></chapter>",
    "book/chapters/roofs.xml": "<!DOCTYPE chapter SYSTEM 'x.dtd'><chapter id='roofs'><title>Roofs"
    "</title><para>"
    "<menuchoice><guimenu>File</guimenu><guimenuitem>Save</guimenuitem></menuchoice>"
    "</para></chapter>",
    "book/chapters/gates.xml": "<chapter id='gates'><title>Gates</title><para>A</para></chapter>",
    "secret.xml": "<para>hidden treasure</para>",
}


def test_docbook_has_the_files_of_its_folder_and_no_others(tmp_path: Path) -> None:
    source = _write(tmp_path, {"book/book.xml": _DOCBOOK, **_CHAPTERS}) / "book" / "book.xml"
    text = _imported(source, tmp_path / "out")
    assert 'By Hollin and Reck as `PATH`[]{index="paths\\; roads"}, see [](#gates).' in text
    assert "File \\> Save" in text
    assert "# Gates" in text
    assert "treasure" not in text
    _, book = api.open_book(tmp_path / "out")
    assert book.metadata.title == "Stone\N{NO-BREAK SPACE}— dry"


_SPHINX = {
    "conf.py": 'intersphinx_mapping = {"python": ("https://docs.example.org/3", None)}\n',
    "index.rst": "Stone\n=====\n\n.. toctree::\n\n   walls\n   gates\n",
    "walls.rst": "Walls\n=====\n\n.. note:: A box that begins\n   beside its name.\n\n"
    ".. _`Using Lime (hot)`:\n\nLime\n----\n\n"
    "See :doc:`venv <python:library/venv>`, :ref:`a label <python:venv-def>`, :ref:`using lime"
    " (HOT)`, `Great gates`_ [#n]_.\n\n.. [#n] As `they say <post_>`_ of |m|.\n\n"
    "Great gates\n-----------\n\nText.\n\n.. _post: https://example.org/post\n",
    "c.xml": "<a/>",
    "gates.rst": "`None <../../other/a.html>`_ `nowhere <b.html>`_ `beside <c.xml>`_\n\n"
    ".. _g:\n\nGates\n=====\n\n"
    + "".join(f"Level {i}\n{mark * 9}\n\nText {i}.\n\n" for i, mark in enumerate("-~^\"'+")),
}


def test_sphinx_leads_to_labels_titles_and_other_projects(tmp_path: Path) -> None:
    text = _imported(_write(tmp_path / "a", _SPHINX), tmp_path / "out")
    assert "::: note\nA box that begins beside its name.\n:::" in text
    assert "[venv](https://docs.example.org/3/library/venv.html)" in text
    assert "[a label](https://docs.example.org/3/)" in text
    assert "[](#lime), [Great gates](#great-gates)" in text
    assert "[they say](https://example.org/post) of |m|." in text.replace("\\|", "|")


def test_links_out_of_a_source_are_told_from_broken_ones(tmp_path: Path) -> None:
    _imported(_write(tmp_path / "a", _SPHINX), tmp_path / "out")
    report = (tmp_path / "out" / "import-report.md").read_text("utf-8")
    beside = "gates.rst: ../../other/a.html<br>gates.rst: c.xml"
    assert f"| link to a page or file beside the book | 2 | {beside} |" in report
    assert "| link into the book whose target is not there | 1 | gates.rst: b.html |" in report


def test_levels_below_those_of_markdown_have_files_of_their_own(tmp_path: Path) -> None:
    text = _imported(_write(tmp_path / "a", _SPHINX), tmp_path / "out")
    assert "#######" not in text
    _, book = api.open_book(tmp_path / "out")
    assert max(section.level for top in book.sections for section in top.walk()) == 7


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("xref:spec#paragraph", "https://example.org/spec/#paragraph"),
        ("xref:spec/ast/primer", "https://example.org/spec/ast/primer"),
        ("wiki:Tide_mill", "https://en.wikipedia.org/wiki/Tide_mill"),
        ("ror:03rmrcq20", "https://ror.org/03rmrcq20"),
        ("spec:a/b.rst", "https://example.org/spec/a/b.html"),
        ("unknown:a", "unknown:a"),
        ("#walls", "#walls"),
    ],
)
def test_links_to_other_projects_have_addresses(target: str, address: str) -> None:
    link = {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "x"}], [target, ""]]}
    (found,) = with_sites([link], {"spec": "https://example.org/spec/"})
    assert found["c"][2][0] == address


_MYST = {
    "myst.yml": "project:\n  title: Stone\n  math:\n    '\\force': 'F_{#1}'\n"
    "  toc:\n    - file: a.md\n    - file: b.md\n    - file: c.md\n",
    "c.md": "---\ntitle: Lime\n---\n\n<!-- nothing -->\n\n## Lime\n\nA.\n\n## Sand\n\nB.\n",
    "a.md": "---\ntitle: Walls\nlabel: the_walls\n---\n\nWrite a name (`{name}`) in braces.\n\n"
    "(lime)=\n\n## Lime\n\nBy $\\force{x}$ or $\\LaTeX$; see {term}`Slate`.\n\n"
    ":::{figure} https://example.org/a.png\n:name: my-fig\n\nFar away\n:::\n\n"
    "```{myst}\n(lime)=\n# Not a title\n```\n",
    "b.md": "# Gates\n\nSee [the fig](#my-fig), [](#the_walls) and [](#lime), [c](c.md).\n\n"
    ":::{glossary}\n"
    "[Slate](https://example.org/slate)\n: It splits.\n:::\n",
}


def test_myst_has_its_macros_labels_and_terms(tmp_path: Path) -> None:
    text = _imported(_write(tmp_path / "a", _MYST), tmp_path / "out")
    assert "Write a name (`{name}`) in braces." in text
    assert "$F_{x}$ or $\\LaTeX$; see [Slate](#term-slate)" in text
    assert "```markdown\n(lime)=\n# Not a title\n```" in text
    assert "[the fig](#lime), [](#walls) and [](#lime), [c](#c-lime)." in text


def test_a_formula_may_break_after_a_backslash_and_name_tex() -> None:
    assert "a\N{NO-BREAK SPACE}b" in "".join(convert_formula("a \\\n b", display=True).itertext())
    assert "LaTeX" in "".join(convert_formula("\\LaTeX", display=False).itertext())


_ORG = r"""#+TITLE: Keys
#+MACRO: who Ada $1
#+INCLUDE: "more.org"
* First steps
#+cindex: keys, @code{C-c}
Press {{{kbd(C-c \)}}}, says {{{who(Hollin)}}} {{{time(%Y)}}}.

- {{{kbd(\,)}}} (~a~) ::

  #+kindex: C-c ;
  See [[*Second  Steps]], [[info:elisp#Formatting Strings][strings]].

#+begin_src emacs-lisp
{{{kbd(x)}}}
#+end_src
* Second steps /now/ :tag:
Text.
* Second steps
Text.
"""


def test_org_has_macros_includes_index_entries_and_links_to_titles(tmp_path: Path) -> None:
    source = _write(tmp_path, {"a.org": _ORG, "more.org": "* Included\n\nWords.\n"}) / "a.org"
    text = _imported(source, tmp_path / "out")
    assert '[]{index="keys, `C-c`"}Press [C-c \\\\]{.key}, says Ada Hollin %Y.' in text
    assert '[]{index="C-c \\;"}See [](#second-steps)' in text
    address = "https://www.gnu.org/software/emacs/manual/html_node/elisp/Formatting-Strings.html"
    assert f"[strings]({address})" in text
    assert "```common-lisp\n{{{kbd(x)}}}\n```" in text
    assert "# Included" in text


_BOOKDOWN = {
    "_bookdown.yml": "rmd_files: [index.Rmd]\n",
    "latex/preamble.tex": "\\newcommand{\\indexc}[1]{\\index{#1@\\texttt{#1}}}\n",
    "index.Rmd": "# Walls\n\n\\indexc{lm()}Lime: \\[ \\log(x_i) \\] by `\\indexc{a}`.\n",
}


def test_books_in_r_markdown_have_formulas_in_brackets_and_their_own_index_marks(
    tmp_path: Path,
) -> None:
    text = _imported(_write(tmp_path / "a", _BOOKDOWN), tmp_path / "out")
    assert '[]{index="`lm()`"}Lime:' in text
    assert "\\log(x_i)" in text
    assert "`\\indexc{a}`" in text


@pytest.mark.parametrize(
    "files",
    [
        {"set_up.tex": "% \\def\\bw{no}\n\\newcommand{\\bw}[1]{\\mathbf{w_{#1}}}\n\\def\\bh{h}\n"},
        {
            "index.Rmd": "---\nheader-includes:\n"
            "- \\def\\bw#1{\\mathbf{w_{#1}}}\n- \\def\\bh{h}\n---\n"
        },
        {
            "index.Rmd": "---\nheader-includes: |\n  \\newcommand\\bw[1]{\\bold{w_{#1}}}\n"
            "  \\newcommand{\\bold}[1]{\\mathbf{#1}}\n  \\providecommand{\\bh}{h}\n---\n"
        },
    ],
)
def test_formulas_may_use_macros_of_the_print_edition(
    files: dict[str, str], tmp_path: Path
) -> None:
    chapter = "# Walls\n\n$\\bw{1}$ is $\\bh$, as `\\bw` is.\n\n"
    chapter += "# (APPENDIX) More {-}\n\n# Roofs\n\n$\\bw{2}$.\n"
    book = {"_bookdown.yml": "rmd_files: [index.Rmd, a.Rmd]\n", "a.Rmd": chapter, **files}
    book.setdefault("index.Rmd", "# Welcome\n\nWords.\n")
    text = _imported(_write(tmp_path / "a", book), tmp_path / "out")
    assert "$\\mathbf{w_{1}}$ is $h$, as `\\bw` is." in text
    assert "$\\mathbf{w_{2}}$." in text


def test_a_project_is_found_in_the_folder_below(tmp_path: Path) -> None:
    site = {"site/mkdocs.yml": "site_name: S\nnav: [a.md]\n", "site/docs/a.md": "# A\n\nText.\n"}
    source = _write(tmp_path / "a", {"README.md": "# Read me\n", **site})
    text = _imported(source, tmp_path / "out")
    assert "Read me" not in text
    _write(
        source,
        {"other/book.toml": "", "other/src/SUMMARY.md": "[A](a.md)\n", "other/src/a.md": "# B\n"},
    )
    read = find_reader(source)
    assert read is not None
    paths = [each.path for each in read(source).walk()]
    assert {"README.md", "site/docs/a.md", "other/src/a.md"} <= {*paths}  # any may be the book


def test_a_few_typed_numbers_do_not_take_the_numbers_of_others(tmp_path: Path) -> None:
    chapters = "".join(f"# Wall {i}\n\n## Lime\n\nA.\n\n## Sand\n\nB.\n\n" for i in range(1, 5))
    tables = "# More\n\n## A. Weights\n\nC.\n\n## B. Lengths\n\nD.\n\n## C. Sums\n\nE.\n"
    source = _write(tmp_path, {"a.md": chapters + tables})
    _imported(source / "a.md", tmp_path / "out")
    _, book = api.open_book(tmp_path / "out")
    rows = {(s.title, s.number) for top in book.sections for s in top.walk() if s.level == 2}
    assert {("Weights", "A"), ("Sums", "C")} <= rows
    assert {number for title, number in rows if title == "Lime"} == {"1.1", "2.1", "3.1", "4.1"}


def test_names_of_files_say_what_opens_and_closes_a_book() -> None:
    names = ["appendix_a", "chapter10", "chapter2", "frontmatter", "index", "preface", "glossary"]
    assert sorted(names, key=file_order) == [
        "frontmatter",
        "preface",
        "chapter2",
        "chapter10",
        "appendix_a",
        "glossary",
        "index",
    ]


def test_a_folder_of_documents_is_a_book_in_the_order_of_their_names(tmp_path: Path) -> None:
    files = {f"chapter{i}.rst": f"Title {i}\n========\n\nText {i}.\n" for i in (1, 2, 10)}
    source = _write(tmp_path / "a", {**files, "appendix.rst": "Tables\n======\n\nWords.\n"})
    _imported(source, tmp_path / "out")
    _, book = api.open_book(tmp_path / "out")
    assert [top.title for top in book.sections] == ["Title 1", "Title 2", "Title 10", "Tables"]


def test_code_about_names_and_marks_stays_as_it_is(tmp_path: Path) -> None:
    lesson = (
        '# Tables\n\nIt is written so, with `[]{index="mortar" see-also="stone"}` for a mark:\n\n'
        "```\nTable: Walls {#tbl-walls}\n\n[](#fig-gone)\n```\n\n"
        "| Wall | Stones |\n|:-----|-------:|\n| north | 12 |\n\nTable: Walls {#tbl-walls}\n\n"
        "The walls are in [](#tbl-walls).\n"
    )
    source = _write(tmp_path / "source", {"a.md": lesson, "b.md": "# Roofs\n\nSlate.\n"})
    text = _imported(source, tmp_path / "book")
    assert text.count("{#tbl-walls}") == 2
    assert '`[]{index="mortar" see-also="stone"}`' in text
    assert "\n[](#fig-gone)\n" in text
    assert "in [](#tbl-walls)." in text


def test_titles_that_are_a_count_of_their_own_are_left_out_of_that_of_the_book(
    tmp_path: Path,
) -> None:
    letters = "".join(f"# Letter {number}\n\nDear reader.\n\n" for number in ("I", "II", "III"))
    staves = "# Stave One\n\nA song.\n\n# Stave Two\n\nAnother.\n\n"
    source = _write(tmp_path, {"a.md": f"{letters}{staves}# 1. Lime\n\nA.\n\n# 2. Sand\n\nB.\n"})
    _imported(source / "a.md", tmp_path / "out")
    _, book = api.open_book(tmp_path / "out")
    rows = [(section.title, section.number) for section in book.sections]
    counts = ["Letter I", "Letter II", "Letter III", "Stave One", "Stave Two"]
    assert rows == [*((title, None) for title in counts), ("Lime", "1"), ("Sand", "2")]


_REPEATED = {
    "README.md": "# On Stone\n\nA book.\n\n- [Foreword](foreword.md)\n- [Walls](zone.md)\n"
    "- [Tools](appendix.md)\n",
    "contents.md": "# On Stone\n\n## Contents\n\n- Foreword\n- Chapter 1: Walls\n  - Lime\n",
    "foreword.md": "# On Stone\n# Foreword\n\nIt began so.\n",
    "zone.md": "# On Stone\n# Chapter 1: Walls\n\nOf walls.\n\n## Lime\n\nIt burns.\n",
    "appendix.md": "# On Stone\n# Appendix A: Tools\n\nA trowel.\n",
}


def test_a_title_above_each_file_is_that_of_the_book(tmp_path: Path) -> None:
    """And what its first file leads to, nearly all others, is the order of the book."""
    text = _imported(_write(tmp_path / "stone", _REPEATED), tmp_path / "out")
    assert "# On Stone" not in text
    _, book = api.open_book(tmp_path / "out")
    assert book.metadata.title == "On Stone"
    rows = [(section.role, section.label, section.title) for section in book.sections]
    assert rows == [
        ("preface", None, "Preface"),
        ("foreword", None, "Foreword"),
        ("chapter", "Chapter 1", "Walls"),
        ("appendix", "Appendix A", "Tools"),
    ]


def test_a_heading_that_a_few_files_share_stays(tmp_path: Path) -> None:
    files = {f"{name}.md": f"# {name}\n\nText.\n" for name in "abcde"}
    twice = {f"{name}.md": f"# Stone\n# {name}\n\nText.\n" for name in "ab"}
    text = _imported(_write(tmp_path / "stone", files | twice), tmp_path / "out")
    assert text.count("# Stone") == len(twice)


@pytest.mark.parametrize(
    ("lists", "stays"),
    [
        ("<!-- toc -->\n\n1. [Walls](#walls)\n   - Lime\n", False),
        ("- Lime\n- sand\n- gravel\n- clay\n", True),  # those of a wall
        ("What is in it.\n\n- Walls\n- Lime\n", True),
        ("- sublime\n- slime\n", True),
    ],
)
def test_a_list_of_the_headings_is_left_to_the_book(
    tmp_path: Path, lists: str, *, stays: bool
) -> None:
    text = f"# Preface\n\nA.\n\n# Contents\n\n{lists}\n# Walls\n\nB.\n\n## Lime\n\nC.\n"
    imported = _imported(_write(tmp_path, {"a.md": text}) / "a.md", tmp_path / "out")
    assert ("# Contents" in imported) == stays


_RMD = {
    "_bookdown.yml": "rmd_files: [index.Rmd, intro.Rmd, end.Rmd]\n",
    "index.Rmd": "---\ntitle: Lime\nbibliography: [a.bib, more/a.bib]\n---\n\n"
    "# Preface {-}\n\nIt begins.\n",
    "intro.Rmd": '# Introduction\n\n```{mortar one, fig.cap="With `sand`"}\nmix sand\n```\n\n'
    "```{mortar two, include=FALSE}\nsecret\n```\n\nAs said [@reck].\n",
    "end.Rmd": "# Conclusion\n\nIt ends.\n",
    "a.bib": "@book{reck, title={Walls}, author={Reck}, year={1999}}\n",
    "more/a.bib": "@book{reck, title={Other walls}, author={Reck}, year={2001}}\n"
    "@book{hollin, title={Ropes}, author={Hollin}, year={2002}}\n",
}


def test_bookdown_numbers_what_has_no_mark_and_runs_any_engine(tmp_path: Path) -> None:
    text = _imported(_write(tmp_path / "lime", _RMD), tmp_path / "out")
    assert "\nmix sand\n" in text
    assert "secret" not in text
    _, book = api.open_book(tmp_path / "out")
    rows = [(section.role, section.label) for section in book.sections]
    assert rows[:3] == [("preface", None), ("chapter", "Chapter 1"), ("chapter", "Chapter 2")]


def test_of_works_with_one_key_the_first_is_taken(tmp_path: Path) -> None:
    _imported(_write(tmp_path / "lime", _RMD), tmp_path / "out")
    report = (tmp_path / "out" / "import-report.md").read_text("utf-8")
    assert "work whose key an earlier one has | 1 | more/a.bib: reck" in report
    later = (tmp_path / "out" / "more-a.bib").read_text("utf-8")
    assert "@comment{reck, title={Other walls}" in later
    assert "@book{hollin" in later


def test_one_appendix_has_no_two_numbers(tmp_path: Path) -> None:
    chapters = "# Walls\n\nOf walls.\n\n# Roofs\n\nOf roofs.\n\n"
    source = _write(tmp_path, {"a.md": f"{chapters}# Appendix A: Words\n\nOf words.\n"})
    _imported(source / "a.md", tmp_path / "out")
    _, book = api.open_book(tmp_path / "out")
    assert (book.sections[-1].label, book.sections[-1].title) == ("Appendix A", "Words")


def test_a_chapter_of_docbook_is_one_whatever_its_title(tmp_path: Path) -> None:
    titles = "".join(
        f"<{tag}><title>{title}</title><para>Of stone.</para></{tag}>"
        for tag, title in (("preface", "Welcome"), ("chapter", "Introduction"), ("chapter", "Lime"))
    )
    source = _write(tmp_path, {"a.dbk": f"<book><title>Stone</title>{titles}</book>"}) / "a.dbk"
    _imported(source, tmp_path / "out")
    _, book = api.open_book(tmp_path / "out")
    rows = [(section.label, section.title) for section in book.sections]
    assert rows == [(None, "Welcome"), ("Chapter 1", "Introduction"), ("Chapter 2", "Lime")]


def test_a_title_in_the_contents_is_above_all_headings_of_its_page(tmp_path: Path) -> None:
    site = {
        "mkdocs.yml": "site_name: S\nnav:\n- Routes: a.md\n- Changes: b.md\n- Lime: c.md\n",
        "docs/a.md": "## Web Routes\n\nA web.\n\n## Names\n\nA name.\n",
        "docs/b.md": "## 1.10 (May)\n\nNew.\n\n## 1.2.post1 (April)\n\nOld.\n\n"
        "## 1.2 (March)\n\nOldest.\n",
        "docs/c.md": "# Lime\n\nIt burns.\n\n# Sand\n\nIt runs.\n",
    }
    _imported(_write(tmp_path / "a", site), tmp_path / "out")
    _, book = api.open_book(tmp_path / "out")
    assert [each.title for each in book.sections] == ["Routes", "Changes", "Lime", "Sand"]
    assert [each.title for each in book.sections[0].children] == ["Web Routes", "Names"]
    versions = [(each.number, each.title) for each in book.sections[1].children]
    assert versions[0] == ("1.10", "(May)")
    assert [title for _, title in versions[1:]] == ["1.2.post1 (April)", "1.2 (March)"]


def test_a_page_of_docsify_does_not_hide_the_texts(tmp_path: Path) -> None:
    site = {
        "index.html": "<html><body><div id='app'></div><script src='d.js'></script></body></html>",
        "_sidebar.md": "* [Home](/)\n* [Sand](b.md)\n* [Lime](/a.md)\n* [Far](https://example.org)\n",
        "README.md": "# Stone\n\nRead on.\n",
        "a.md": "# Lime\n\nIt burns.\n",
        "b.md": "# Sand\n\nIt runs.\n",
    }
    _imported(_write(tmp_path / "a", site), tmp_path / "out")
    _, book = api.open_book(tmp_path / "out")
    rows = [(each.matter, each.title) for each in book.sections]
    assert rows[0] == ("frontmatter", "Stone")
    assert [title for _, title in rows[1:]] == ["Sand", "Lime"]


def test_a_source_without_text_is_refused(tmp_path: Path) -> None:
    source = _write(tmp_path / "a", {"index.html": "<html><body><div></div></body></html>"})
    with pytest.raises(ContentError, match="IMP-006: the source contains no text"):
        importing.import_book(source, tmp_path / "out")
    assert not (tmp_path / "out").exists()


_DIAGRAM = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g><switch><foreignObject>'
    '<div xmlns="http://www.w3.org/1999/xhtml">≥15<script>f()</script></div></foreignObject>'
    '<text y="9">≥15</text></switch></g></svg>'
)


def test_a_diagram_with_pieces_of_web_pages_has_its_words(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n![More](a.svg)\n", "a.svg": _DIAGRAM}
    _imported(_write(tmp_path / "a", files), tmp_path / "out")
    _, book = api.open_book(tmp_path / "out")
    (resource,) = book.resources
    assert b"<text" in resource.content
    assert b"foreignObject" not in resource.content


@pytest.mark.parametrize(
    ("second", "titles"),
    [
        ("## 1.2 Clay\n\nB.\n\n## 1.3 Sand\n\nC.\n", ["Of Lime"]),
        ("## Clay\n\nB.\n\n## Sand\n\nC.\n", ["Chapter 1"]),
    ],
)
def test_a_number_alone_has_the_next_heading_as_title(
    tmp_path: Path, second: str, titles: list[str]
) -> None:
    """Where all after it have numbers of their own; else it is a section."""
    text = f"# Chapter 1\n\n## Of Lime\n\nIt burns.\n\n{second}\n"
    others = "# Chapter 2\n\nIt ends.\n"
    _imported(_write(tmp_path, {"a.md": text + others}) / "a.md", tmp_path / "out")
    _, book = api.open_book(tmp_path / "out")
    assert [each.title for each in book.sections][:1] == titles


def test_works_in_json_with_one_key_leave_all_else_as_it_is(tmp_path: Path) -> None:
    works = [{"id": "reck", "title": "Walls"}, "a remark", {"id": "reck", "title": "Other walls"}]
    files = {
        **_RMD,
        "index.Rmd": "---\ntitle: Lime\nbibliography: a.json\n---\n\n# Preface {-}\n\nIt begins.\n",
        "a.json": json.dumps(works),
    }
    importing.import_book(_write(tmp_path / "lime", files), tmp_path / "out")
    assert json.loads((tmp_path / "out" / "a.json").read_text("utf-8")) == works[:2]


_MKDOCS = {"mkdocs.yml": "site_name: S\nnav: [a.md]\n"}
_UNLISTED = {
    "mdbook": ("src/", {"src/SUMMARY.md": "# S\n\n- [A](a.md)\n"}, "{{#include parts/in.md}}"),
    "mkdocs": ("docs/", _MKDOCS, '--8<-- "docs/parts/in.md"'),
    "quarto": (
        "",
        {"_quarto.yml": "project: {type: book}\nbook: {chapters: [a.qmd]}\n"},
        "{{< include parts/in.qmd >}}",
    ),
    "bookdown": ("", {"_bookdown.yml": "rmd_files: [a.Rmd]\n"}, "```{r child='parts/in.Rmd'}\n```"),
    "jupyterbook": ("", {"_toc.yml": "root: a\n"}, "```{include} parts/in.md\n```"),
}


@pytest.mark.parametrize("form", _UNLISTED)
def test_texts_that_a_book_does_not_name_are_in_the_report(form: str, tmp_path: Path) -> None:
    folder, settings, inclusion = _UNLISTED[form]
    suffix = {"quarto": ".qmd", "bookdown": ".Rmd"}.get(form, ".md")
    texts = {
        f"a{suffix}": f"# Walls\n\nStone.\n\n{inclusion}\n",
        f"parts/in{suffix}": "Lime.\n",
        f"parts/lost{suffix}": "# Lost\n\nSlate.\n",
        f".hidden/b{suffix}": "# B\n",
        f"node_modules/b{suffix}": "# B\n",
    }
    source = {**settings, **{f"{folder}{name}": text for name, text in texts.items()}}
    read = find_reader(_write(tmp_path / "a", source))
    assert read is not None
    entry = read(tmp_path / "a").ledger.entries[LossKind.UNLISTED]
    assert (entry.count, entry.examples) == (1, [f"parts/lost{suffix}"])


@pytest.mark.parametrize(
    ("rows", "is_kept"),
    [
        ([("Chapter 1",), ("Chapter 2",)], False),
        ([("I", "Ebb"), ("II", "Flood")], False),
        ([("Ebb", "7"), ("Flood", "19")], False),
        ([("Salt", "7"), ("Sand", "19")], True),
    ],
)
def test_a_contents_list_may_be_a_table(
    rows: list[tuple[str, ...]], is_kept: bool, tmp_path: Path
) -> None:
    cells = ("".join(f"<td>{words}</td>" for words in row) for row in rows)
    table = f"<table>{''.join(f'<tr>{each}</tr>' for each in cells)}</table>"
    titles = ("Chapter 1", "Chapter 2") if len(rows[0]) == 1 else ("Ebb", "Flood")
    chapters = "".join(f"<h2>{title}</h2><p>It rose.</p>" for title in titles)
    page = f"<h1>Tides</h1><h2>Contents</h2>{table}<p><a id='a'></a></p>{chapters}"
    source = _write(tmp_path, {"a.html": page}) / "a.html"
    assert ("# Contents" in _imported(source, tmp_path / "out")) is is_kept


@pytest.mark.parametrize(
    "options", ['r high, fig.cap="Of $\\\\bar{y}$", echo=FALSE', "r, echo=FALSE, out.width=w[{1}]"]
)
def test_options_of_a_cell_may_have_braces(options: str, tmp_path: Path) -> None:
    chapter = f"# Walls\n\nStone.\n\n```{{{options}}}\nf <- function(x) {{y$z}}\n```\n"
    book = {"_bookdown.yml": "rmd_files: [a.Rmd]\n", "a.Rmd": chapter}
    text = _imported(_write(tmp_path / "a", book), tmp_path / "out")
    assert "function" not in text
