"""The codes of diagnostics: title, severities and exit code of each, its cause and its cure."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from publish.errors import ExitCode

PATTERN = re.compile(r"[A-Z]{3}-[0-9]{3}")
# The letters of a code are its class, which decides the exit code.
EXIT_CODES = {
    "MAN": ExitCode.MANIFEST,
    "TXT": ExitCode.MANUSCRIPT,
    "STR": ExitCode.MANUSCRIPT,
    "NUM": ExitCode.MANUSCRIPT,
    "REF": ExitCode.MANUSCRIPT,
    "RES": ExitCode.MANUSCRIPT,
    "IMP": ExitCode.MANUSCRIPT,
    "ACC": ExitCode.MANUSCRIPT,
    "LAY": ExitCode.LAYOUT,
    "OUT": ExitCode.UNWRITABLE,
    "VER": ExitCode.VERIFICATION,
    "REL": ExitCode.VERIFICATION,
    "SHP": ExitCode.VERIFICATION,
    "PRE": ExitCode.VERIFICATION,
    "DEL": ExitCode.UNWRITABLE,
}
_REFERENCE = re.compile(r"\[\]\(#([\w-]+)\)")


class CodeEntry(msgspec.Struct, frozen=True):
    """What a code means; the texts are Markdown, as in the handbook."""

    title: str
    severities: list[str]
    cause: str
    example: str
    cure: str

    def explanation(self, code: str) -> str:
        """The entry as it is printed, with references as the handbook's names of sections."""
        rows = (self.cause, f"Example: {self.example}.", f"Cure: {self.cure}")
        text = "\n".join([f"{code}: {self.title} ({' or '.join(self.severities)})", *rows])
        return _REFERENCE.sub(r"“\1” in the handbook", text)


def exit_code_of(code: str) -> ExitCode:
    """The exit code of a run that ends with an error of that code."""
    return EXIT_CODES[code[:3]]


@cache
def code_entries() -> dict[str, CodeEntry]:
    """All codes, in the order of the handbook."""
    source = files("publish").joinpath("codes.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(source), dict[str, CodeEntry])
