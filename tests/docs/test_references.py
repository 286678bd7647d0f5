"""The handbook's tables and lists contain exactly what is in the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest

from publish.cli import publish
from publish.config.tables import manifest, printers, shops
from publish.csl.library import own_styles
from publish.errors import ExitCode
from publish.model.language import localized_words
from publish.model.numerals import Numeral, format_numeral
from publish.model.roles import Rank, Role
from publish.model.trims import trim_size
from publish.render.theme import load_theme
from publish.sources.markdown.parsing.attributes import ATTRIBUTES
from publish.sources.markdown.shaping.constructs import CONSTRUCTS
from publish.sources.spine.folder import read_book
from publish.verification import epub, pdf, web
from tests.docs.manual import HANDBOOK, PAGES, ROOT, blocks, codes, rows, section, terms, text
from tests.running import run_context

# The sections of the reference for each table of the manifest.
TABLES: dict[str, type[msgspec.Struct]] = {
    "manifest-book": manifest.BookTable,
    "manifest-author": manifest.AuthorTable,
    "manifest-funding": manifest.FundingTable,
    "manifest-related": manifest.RelatedTable,
    "manifest-price": manifest.PriceTable,
    "manifest-structure": manifest.StructureTable,
    "manifest-entry": manifest.EntryTable,
    "manifest-numbering": manifest.NumberingTable,
    "manifest-notes": manifest.NotesTable,
    "manifest-math": manifest.MathTable,
    "manifest-accessibility": manifest.AccessibilityTable,
    "manifest-cover": manifest.CoverTable,
    "manifest-praise": manifest.PraiseTable,
    "manifest-scheme": manifest.SchemeTable,
    "manifest-bibliography": manifest.BibliographyTable,
    "manifest-edition": manifest.EditionTable,
    "manifest-import": manifest.ImportTable,
    "manifest-theme": manifest.ThemeTable,
    "shop-keys": shops.ShopTable,
    "rule-keys": shops.RuleTable,
    "printer-keys": printers.PrinterTable,
    "interior-keys": printers.InteriorTable,
    "inner-margin-keys": printers.InnerMarginTable,
    "cover-keys": printers.CoverSheetTable,
    "barcode-keys": printers.BarcodeTable,
    "binding-keys": printers.BindingTable,
    "board-keys": printers.SizeTable,
    "spine-keys": printers.SpineTable,
    "paper-keys": printers.PaperTable,
}


def first_codes(name: str) -> list[str]:
    """The code in the first column of a table."""
    return [codes(row[0])[0] for row in rows(name)]


class TestManifest:
    def test_every_table_is_explained(self) -> None:
        defined = {
            each
            for module in (manifest, printers, shops)
            for each in vars(module).values()
            if isinstance(each, type)
            and issubclass(each, msgspec.Struct)
            and each.__struct_fields__
        }
        assert defined - {manifest.ManifestTables} == set(TABLES.values())

    def test_the_tables_of_a_manifest_are_listed(self) -> None:
        listed = {term.strip("[]").partition(".")[0] for term in terms("the-manifest")}
        assert listed == {
            field.encode_name for field in msgspec.structs.fields(manifest.ManifestTables)
        }

    @pytest.mark.parametrize("name", TABLES)
    def test_keys(self, name: str) -> None:
        assert first_codes(name) == [f.encode_name for f in msgspec.structs.fields(TABLES[name])]

    @pytest.mark.parametrize("name", TABLES)
    def test_defaults(self, name: str) -> None:
        shown = {codes(row[0])[0]: codes(row[2]) for row in rows(name)}
        for field in msgspec.structs.fields(TABLES[name]):
            if isinstance(field.default, str | int) and field.default not in ("", False):
                assert shown[field.encode_name] == [str(field.default)], field.encode_name

    @pytest.mark.parametrize("name", TABLES)
    def test_choices(self, name: str) -> None:
        shown = {codes(row[0])[0]: codes(row[1]) + codes(row[3]) for row in rows(name)}
        for field in msgspec.structs.fields(TABLES[name]):
            choices = set(choices_of(field.type)) - set(Role)
            assert choices <= set(map(value, shown[field.encode_name])), field.encode_name

    def test_keys_of_an_entry_in_the_chapter_on_them(self) -> None:
        assert first_codes("tbl-entry") == first_codes("manifest-entry")


def value(code: str) -> str:
    """The value of a TOML literal; other words are their own value."""
    return str(tomllib.loads(f"x = {code}")["x"]) if code.startswith('"') else code


def choices_of(kind: Any) -> list[str]:
    """The words that the type of a key allows, if it is a choice."""
    found = msgspec.inspect.type_info(kind)
    parts = found.types if isinstance(found, msgspec.inspect.UnionType) else (found,)
    chosen: list[str] = []
    for part in parts:
        if isinstance(part, msgspec.inspect.LiteralType):
            chosen += map(str, part.values)
        elif isinstance(part, msgspec.inspect.EnumType):
            chosen += [str(member.value) for member in part.cls]
    return chosen


class TestStructure:
    def test_roles(self) -> None:
        generated_by_the_theme = {"cover", "halftitlepage", "titlepage", "copyright-page"}
        assert set(first_codes("tbl-roles")) == set(Role) - generated_by_the_theme
        listed = {
            code for paragraph in (section("manifest-entry").body,) for code in codes(paragraph)
        }
        assert set(Role) <= listed

    def test_titles_of_roles(self) -> None:
        listed = {codes(row[0])[0]: text(row[2]) for row in rows("tbl-roles")}
        assert {name: title for name, title in listed.items() if title} == localized_words(
            "en"
        ).roles

    def test_numerals(self) -> None:
        listed = {value(codes(row[0])[0]): text(row[1]) for row in rows("tbl-numerals")}
        assert list(listed) == list(Numeral)
        not_listed = {Numeral.HAN, Numeral.HAN_PARENTHESES, Numeral.NONE}
        for style in set(Numeral) - not_listed:
            written = listed[style].split(", ")
            assert written == [format_numeral(n + 1, style) for n in range(len(written))], style

    def test_default_schemes(self, tmp_path: Path) -> None:
        (tmp_path / "book.toml").write_text(
            '[book]\ntitle = "A"\nlanguage = "en"\n[structure]\nbodymatter = ["a.md"]\n', "utf-8"
        )
        (tmp_path / "a.md").write_text("# A\n\nText.\n", "utf-8")
        book = read_book(tmp_path, run_context())
        assert book is not None
        listed = {text(row[0]): [text(cell) for cell in row[1:]] for row in rows("tbl-defaults")}
        for rank in Rank:
            scheme = book.numbering.scheme_for(rank)
            rank_row = listed.get(str(rank), listed["section and below"])
            label = scheme.label.partition(" ")[0] or "none"
            flags = [("no", "yes")[flag] for flag in (scheme.compose, scheme.restart)]
            assert rank_row == [str(scheme.numeral), label, *flags], rank


class TestCommands:
    def listed(self) -> dict[str, list[str]]:
        """The options that the appendix lists, by command."""
        found = {}
        for inside in section("commands").children:
            if inside.id.startswith("command-"):
                names = [text(term) for term in inside.body.iter("{*}dt")]
                found[inside.title.removeprefix("publish ")] = [name.split()[0] for name in names]
        return found

    def test_commands_their_arguments_and_options(self) -> None:
        actual = {}
        for name, command in publish.commands.items():
            shown = [p.make_metavar(click.Context(command)) for p in arguments(command)]
            usage = " ".join([name, *shown])
            actual[usage] = [p.opts[0] for p in command.params if isinstance(p, click.Option)]
        assert self.listed() == actual

    def test_options_of_all_commands(self) -> None:
        listed = {word for term in terms("options-of-publish") for word in term.split(", ")}
        context = publish.make_context("publish", ["build"])
        assert listed == {opt for p in publish.get_params(context) for opt in p.opts}

    def test_exit_codes(self) -> None:
        assert [int(text(row[0])) for row in rows("tbl-exit")] == list(ExitCode)

    def test_keys_of_the_json_outline(self) -> None:
        shown = next(b for b in blocks(HANDBOOK / "outline-and-explain.md") if "--json" in b.text)
        keys = re.findall(r'"(\w+)":', shown.text.partition('"sections"')[2])
        listed = codes(section("command-outline").body)
        assert listed == ["--edition NAME", "--json", "title", "edition", "sections", *keys]


def arguments(command: click.Command) -> list[click.Argument]:
    return [p for p in command.params if isinstance(p, click.Argument)]


class TestMake:
    def targets(self) -> set[str]:
        makefile = (ROOT / "Makefile").read_text("utf-8")
        listed = re.findall(r"^([a-z -]+):.*## ", makefile, re.M)
        return {word for line in listed for word in line.split()}

    def test_the_appendix_lists_the_targets(self) -> None:
        listed = re.findall(r"make ([a-z-]+)", " ".join(terms("make-targets")))
        assert sorted(listed) == sorted(self.targets())

    @pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=lambda p: p.stem)
    def test_targets_that_are_mentioned_exist(self, page: Path) -> None:
        named = re.findall(r"(?:^|`)make ((?:[a-z-]+ ?)+)", page.read_text("utf-8"), re.M)
        assert {word for words in named for word in words.split()} <= self.targets()


class TestThemes:
    def test_variables_of_the_classic_theme(self) -> None:
        listed = {name: row for row in rows("tbl-variables") for name in codes(row[0])}
        actual = load_theme("classic").variables
        assert set(listed) == set(actual)
        for name, default in actual.items():
            if isinstance(default, str):
                assert codes(listed[name][1]) == [f'"{default}"'], name

    def test_families_that_may_be_named(self) -> None:
        paragraphs = " ".join(codes(section("variables").body))
        for family in {font.family for font in load_theme("classic").fonts}:
            assert f'"{family}"' in paragraphs, family

    @pytest.mark.parametrize(
        "block",
        [b for page in PAGES for b in blocks(page) if "theme" in b.words],
        ids=lambda block: block.location,
    )
    def test_a_theme_that_is_shown_can_be_loaded(
        self, block: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        styles = tmp_path / "styles"
        (styles / "shown").mkdir(parents=True)
        (styles / "shown" / "theme.toml").write_text(block.text, "utf-8")
        (styles / "classic").symlink_to(ROOT / "styles" / "classic")
        monkeypatch.setattr("publish.render.theme_folders.shipped", lambda _: styles)
        theme = load_theme("shown")
        assert theme.sheets("pdf.css")[0].parent.name == "classic"
        assert theme.fonts


class TestText:
    def test_names_of_fenced_blocks(self) -> None:
        listed = [
            *first_codes("tbl-boxes"),
            *first_codes("tbl-literature"),
            *first_codes("tbl-theorems"),
        ]
        assert sorted(listed) == sorted(CONSTRUCTS)

    def test_styles_of_citation(self) -> None:
        assert first_codes("tbl-styles") == own_styles()

    def test_attributes(self) -> None:
        listed = set(codes(section("attributes").body))
        assert {name for name in ATTRIBUTES if name not in ("id", "class")} <= listed


class TestVerification:
    def test_surfaces(self) -> None:
        listed: dict[str, list[str]] = {}
        product = ""
        for first, surface, *_ in rows("tbl-surfaces"):
            product = text(first) or product
            listed.setdefault(product, []).append(text(surface))
        products = {"EPUB": epub, "PDF": pdf, "Web": web}
        assert listed == {name: list(each.SURFACES) for name, each in products.items()}


def test_the_trims_are_those_of_the_theme() -> None:
    trims = load_theme("classic").trims
    listed = [[text(cell) for cell in row] for row in rows("the-page")]
    measures = [
        [name, *(each[key] for key in ("size", "line", "lines"))] for name, each in trims.items()
    ]
    assert [[row[0], *row[2:]] for row in listed] == [
        [str(each) for each in row] for row in measures
    ]
    millimetres = [[float(side) for side in row[1].split(" × ")] for row in listed]
    points = [trim_size(name) or () for name in trims]
    sides = [[side * 25.4 / 72 for side in each] for each in points]
    assert millimetres == [pytest.approx(each, abs=0.05) for each in sides]
