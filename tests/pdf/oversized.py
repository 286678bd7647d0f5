"""A book of some seventy things that are too large for any page, each in Markdown."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.pdf.conftest import SENTENCE


class Oversized:
    """The things of one seed. Words are of letters that no dictionary divides."""

    def __init__(self, seed: str) -> None:
        self._chance = random.Random(seed)
        self._term = self.long()

    def long(self, least: int = 70, most: int = 160) -> str:
        """A word that is wider than a line."""
        return "".join(
            self._chance.choice("bcdfglmnprstv") for _ in range(self._number(least, most))
        )

    def _number(self, least: int, most: int) -> int:
        return self._chance.randint(least, most)

    def _name(self) -> str:
        parts = (self.long(5, 14) for _ in range(self._number(9, 20)))
        return self._chance.choice("_./:-").join(parts)

    def _address(self) -> str:
        return f"https://example.org/{'/'.join(self.long(8, 14) for _ in range(12))}"

    def _code(self) -> str:
        tokens = (self._chance.choice(("'{}'", "[{}]", "({})", ".{}", "{}")) for _ in range(30))
        return "".join(each.format(self.long(3, 30)) for each in tokens)

    def _sum(self, sign: str) -> str:
        return sign.join(self.long(1, 1) for _ in range(60))

    def words(self) -> Iterator[str]:
        """Words in every construct that has any."""
        yield f"A word {self.long()} in a line."
        yield f"A name `{self._name()}` in code, and `{self.long()}`."
        yield f"An identifier {self._name()} in prose."
        yield f"*{self.long()}*, **{self.long()}**, “{self.long()}”, [{self.long()}]{{.small-caps}}"
        yield f"A base^{self.long()}^ and~{self.long()}~ below."
        yield f"[A page]({self._address()}), and [{self.long()}](#one)."
        yield f"Press [{self.long()}]{{.key}} or [Ctrl+{self.long()}+{self.long()}]{{.key}}."
        yield f'[港]{{ruby="{self.long(20, 60)}"}} and [{self.long()}]{{ruby="{self.long(3, 9)}"}}'
        yield f'[{self.long()}]{{.index}}, and [a]{{index="A thing; {self.long()}"}}'
        yield f"A [{self._term}]{{.term}} of the glossary, as @long show."
        yield f"## {self.long()}"
        yield f"#### {self.long()} {self.long()}"
        yield f"- {self.long()}\n\n  - {self.long()}"
        yield f"1. a\n   1. b\n      1. c\n         1. {self.long()}"
        yield f"- [ ] {self.long()}\n- [x] b"
        yield f"{self.long()}\n: {self.long()}"
        yield f"> {self.long()}\n>\n> > {self.long()}"
        yield f"> [!NOTE]\n> {self.long()}"
        yield f"::: tip {self.long()}\n{self.long()}\n:::"
        yield f"::: note {self.long()}\n- {self.long()}\n\n  > {self.long()}\n:::"
        yield f"::: theorem {self.long()}\nIt holds: {self.long()}.\n:::"
        yield f"::: verse {{numbered=1}} {self.long()}\n{self.long()}\nb\n:::"
        yield f"::: quotation\nText.\n\n--- {self.long()}\n:::"
        yield f"::: epigraph\n{self.long()}\n\n--- {self.long()}\n:::"
        yield f"::: drama\n{self.long()}\n: {self.long()}\n\n*{self.long()}*\n:::"
        yield f"::: letter\n{{.date}}\n{self.long()}\n\nText.\n\n{{.closing}}\n{self.long()}\n:::"
        yield f"A call.[^a]\n\n[^a]: {self.long()}"
        yield f"Another.[^b]\n\n[^b]: `{self._name()}`\n\n    - {self.long()}"
        yield f"```\n{self.long(150, 400)}\n```"
        yield f"```python\n{self._code()}\n```"
        yield f'```python {{.numbered #lst caption="Of {self.long()}"}}\n{self.long(150, 400)}\n```'

    def tables(self) -> Iterator[str]:
        """Tables that are too wide by their columns or by a word."""
        cells = [self.long(3, 12) for _ in range(self._number(9, 20))]
        row = f"| {' | '.join(cells)} |"
        yield f"{row}\n{'|--' * len(cells)}|\n{row}"
        yield f"| {self.long()} | B |\n|---|---|\n| a | b |"
        yield f"| A | B |\n|---|---|\n| {self.long()} | b |\n\nTable: Of {self.long()}"
        yield f"{{.row-heads}}\n| A | B |\n|---|---|\n| {self.long()} | `{self._name()}` |"
        yield "| A | B |\n|---|---|\n| p | ![Wide](wide.svg) |"
        yield f"| A | B |\n|---|---|\n| a | ${self._sum('+')}$ |"
        yield f"::: table\n- - Tool\n  - Use\n- - A lens,\n\n    - {self.long()}\n  - b\n:::"
        yield f"- A list:\n\n  {row}\n  {'|--' * len(cells)}|\n  {row}"

    def drawings(self) -> Iterator[str]:
        """Pictures and formulas; nothing can help the matrix."""
        cells = " & ".join(f"a_{{{n}}}" for n in range(self._number(80, 120)))
        yield f"$$ \\begin{{pmatrix}} {cells} \\end{{pmatrix}} $$"
        yield f"$$ a = {self._sum(' + ')} $$"
        yield f"$$ a = {self._sum(' = ')} $$ {{#eq-long}}"
        yield f"In a line ${self._sum('+')}$ of text."
        yield f"![A mast](tall.svg)\n\n**{self.long()}**"
        yield f"![{self.long()}](wide.svg)"
        yield f'![A beam](wide.svg "Of {self.long()}"){{#fig-beam credit="{self.long()}"}}'
        yield f'![A mast](tall.svg "Of {self.long()}[^c]"){{#fig-mast}}\n\n[^c]: {self.long()}'
        yield (
            f'::: figures {{#fig-two}} Of {self.long()}\n![A](tall.svg "{self.long()}")\n\n'
            f'![B](wide.svg "{self.long()}")\n:::'
        )
        yield "- ![A mast](tall.svg)\n\n  - ![A beam](wide.svg)"

    def files(self) -> dict[str, str]:
        """The book, whose front and back matter are too long as well."""
        chapters = {"one": self.words(), "two": self.tables(), "three": self.drawings()}
        names = ", ".join(f'"{self.long()}"' for _ in range(2))
        return {
            "book.toml": f'[book]\ntitle = "{self.long()}"\nsubtitle = "{self.long()}"\n'
            f'authors = [{names}]\npublisher = "{self.long()}"\nlanguage = "en"\n'
            '[bibliography]\nfiles = ["works.bib"]\n'
            f'[[structure.bodymatter]]\ntitle = "{self.long()}"\nrole = "part"\n'
            'sections = ["one.md", "two.md", "three.md", "four.md"]\n'
            '[[structure.backmatter]]\nfile = "terms.md"\nrole = "glossary"\n'
            '[[structure.backmatter]]\nrole = "bibliography"\n'
            '[[structure.backmatter]]\nrole = "index"\n',
            **{
                f"{name}.md": f"# {name.title()} {{#{name}}}\n\n"
                + f"\n\n{SENTENCE}\n\n".join(things)
                + "\n"
                for name, things in chapters.items()
            },
            "four.md": f"# {self.long()}\n\n{SENTENCE * 40}\n",
            "terms.md": f"# Glossary\n\n{self._term}\n: What {self.long()} is.\n",
            "works.bib": f"@book{{long, author = {{{self.long()}, A.}}, title = {{{self.long()}}},"
            f" publisher = {{{self.long()}}}, year = 1901, url = {{{self._address()}}}}}\n",
            "tall.svg": _picture(300, self._number(900, 3000)),
            "wide.svg": _picture(self._number(900, 3000), 200),
        }


def _picture(width: int, height: int) -> str:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    box = f'<rect width="{width}" height="{height}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{box}</svg>'
