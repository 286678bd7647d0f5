"""`publish theme check` prints a table, also where the specimen does not fit."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from publish.api import themes as api
from publish.cli import publish
from publish.context import Context
from publish.diagnostics import ContentError, Location
from publish.pipeline.theme_checks import ThemeCheck


def _checked(monkeypatch: pytest.MonkeyPatch, *codes: str) -> str:
    """What is printed about a theme whose build reports these codes."""

    def check(name: str, *, context: Context) -> ThemeCheck:
        for line, code in enumerate(codes):
            context.report.add(code, f"{name} is wrong", Location("a.md", line))
        if context.report.errors:
            raise ContentError(context.report)
        return ThemeCheck(24, 300, 0.04, {"Loose lines": 2})

    monkeypatch.setattr(api, "check", check)
    return CliRunner().invoke(publish, ["theme", "check", "classic"]).stdout


def test_rows_are_in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _checked(monkeypatch).splitlines() == [
        "classic: 24 pages, verified",
        "  contrast     0 too faint",
        "  overfull     0 outside their area, or over others",
        "  register     300 lines of text, at most 0.04 pt off the grid",
        "  loose lines  2",
    ]


def test_what_does_not_fit_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _checked(monkeypatch, "LAY-011", "LAY-012", "LAY-011").splitlines() == [
        "  contrast  0 too faint",
        "  overfull  3 outside their area, or over others",
    ]
