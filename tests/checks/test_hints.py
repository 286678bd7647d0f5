"""Every hint leads out: following it ends the fault, and what it proposes is what a good book has.

A proposal that can be carried out by a program is carried out in the bad book; of the others, what
they tell to write must be in the good twin, which has no diagnostics.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from publish.diagnostics import Diagnostic
from tests.checks.test_checks import CHECKS, HERE, ROOT, Check, compare, diagnose, load_check
from tests.conftest import Golden

Files = dict[str, bytes]

_QUOTED = re.compile(r"[`“']#?([^`”']+)[`”']")
_LISTED = re.compile(r"(?:valid (?:here|values|keys|names)|available|codes?): (.*)")
# What a hint tells to write, and the parts of that which stand for something of the author's.
_CODE = re.compile(r"`([^`]+)`|(\{ role = \"\w+\" \})|([a-z-]+ = \"[^\"]*\")")
_PLACEHOLDER = re.compile(r"…|\b(?:name|text|Title|value|key|class|id|[0-9]+|[A-Z]{3,})\b")


@dataclass(frozen=True)
class Hint:
    """A hint of a check, with its message and place."""

    check: Check
    text: str
    message: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.check.code}: {self.text[:50]}"

    def follow(self) -> Iterator[Files]:
        """The bad book with each proposal carried out, if a program can do that."""
        if match := re.fullmatch(r"did you mean `(.*)`\?", self.text):
            yield self._replace(self._wrong(), match[1])
        elif (match := _LISTED.fullmatch(self.text)) and self._wrong() in self._text():
            for value in match[1].split(", "):
                yield self._replace(self._wrong(), value)
        elif match := re.fullmatch(r"mark its language: (\[(.*)\]\{lang=\w+\})", self.text):
            yield self._replace(match[2], match[1])
        elif match := re.fullmatch(r'write "([\w-]+)".*', self.text):
            yield self._replace(self._wrong(), match[1])
        elif self.text == "delete the line":
            yield self._replace(self._line(), "")

    def _wrong(self) -> str:
        return str(_QUOTED.findall(self.message)[-1])

    def _text(self) -> str:
        return self.check.bad[self.file].decode()

    def _line(self) -> str:
        return self._text().splitlines()[self.line - 1]

    def _replace(self, old: str, new: str) -> Files:
        """The bad book with other words on the line, or in the file if the line has none such."""
        text = self._text()
        lines = text.splitlines(keepends=True)
        if self.line and old in lines[self.line - 1]:
            lines[self.line - 1] = lines[self.line - 1].replace(old, new)
        else:
            assert old in text, f"{old} is not in {self.file}"
            lines = [text.replace(old, new)]
        return {**self.check.bad, self.file: "".join(lines).encode()}


def _hints(check: Check) -> Iterator[Hint]:
    for found in re.finditer(r"^BOOK/?(.*)\n  hint: (.*)$", check.expected, re.M):
        place = re.match(r"(.*?)(?::(\d+))?(?::\d+)?: (?:error|warning) \S+: (.*)", found[1])
        assert place, found[1]
        yield Hint(check, found[2], place[3], place[1], int(place[2] or 0))


MORE = [load_check(path) for path in sorted((HERE / "hints").glob("*.md"))]
HINTS = [hint for check in [*CHECKS, *MORE] for hint in _hints(check)]


@pytest.mark.parametrize("check", MORE, ids=lambda check: check.code)
def test_more_hints(check: Check, tmp_path: Path, golden: Golden) -> None:
    compare(check, tmp_path / "BOOK", golden)
    assert [str(d) for d in diagnose(tmp_path / "good", check.good)] == []


def _is_same(hint: Hint, diagnostic: Diagnostic) -> bool:
    return (diagnostic.message, diagnostic.location.line) == (hint.message, hint.line or None)


@pytest.mark.parametrize("hint", HINTS, ids=str)
def test_a_hint_leads_out(hint: Hint, tmp_path: Path) -> None:
    followed = list(hint.follow())
    for number, files in enumerate(followed):
        left = diagnose(tmp_path / str(number), files)
        assert not [str(each) for each in left if _is_same(hint, each)]
    if not followed:
        good = b"\n".join(hint.check.good.values()).decode("utf-8", "replace")
        proposals = [next(filter(None, match)) for match in _CODE.findall(hint.text)]
        written = [re.search(_pattern(each), good) for each in proposals if not _is_command(each)]
        enough = any if re.search(r"\bor\b|; ", hint.text) else all
        assert not written or enough(written), f"the good twin does not do it: {proposals}"


def _is_command(proposal: str) -> bool:
    return proposal.startswith("publish ")


def _pattern(proposal: str) -> str:
    """A pattern for what an author writes who follows a proposal."""
    return r"[^\n]+?".join(map(re.escape, _PLACEHOLDER.split(proposal)))


# What depends on what is installed, and a text of megabytes.
_ELSEWHERE = (
    *("install", "it is called", "look it up", "take ", "split it into several files"),
    *("check its path", "it knows: "),  # of profiles, in tests/shops
)


def _templates(node: ast.expr) -> Iterator[str]:
    """Patterns of the texts that an expression can be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        parts = (each.value if isinstance(each, ast.Constant) else None for each in node.values)
        yield "".join(".*" if part is None else re.escape(str(part)) for part in parts)
    elif isinstance(node, ast.BoolOp):
        yield from (each for value in node.values for each in _templates(value))
    elif isinstance(node, ast.IfExp):
        yield from [*_templates(node.body), *_templates(node.orelse)]


def _hints_in(tree: ast.AST) -> Iterator[ast.expr]:
    """The expressions in a module that become hints, by the names that they are given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (each.value for each in node.keywords if each.arg == "hint")
        elif isinstance(node, ast.Assign):
            names = [each.id for each in node.targets if isinstance(each, ast.Name)]
            yield from [node.value] if any("hint" in name.lower() for name in names) else []
        elif isinstance(node, ast.FunctionDef) and node.name.endswith("_hint"):
            returned = [each for each in ast.walk(node) if isinstance(each, ast.Return)]
            yield from (each.value for each in returned if each.value)


def test_every_hint_of_the_reading_stages_is_tried() -> None:
    """A hint that is missing here wants a bad book that gets it, and a good one that follows it."""
    shown = {hint.text for hint in HINTS}
    missing = {
        template.replace("\\", ""): path.relative_to(ROOT)
        for folder in ("config", "sources", "structure")
        for path in sorted((ROOT / "publish" / folder).rglob("*.py"))
        for hint in _hints_in(ast.parse(path.read_text("utf-8")))
        for template in _templates(hint)
        if template.strip(".*") and not any(re.fullmatch(template, each) for each in shown)
    }
    assert {hint: path for hint, path in missing.items() if not hint.startswith(_ELSEWHERE)} == {}
