"""`publish themes` and `publish theme`: lists the themes, makes a new one, checks its pages."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from publish.api import themes as api
from publish.cli.build import STRICT
from publish.cli.console import ProgressLine, print_status, run_context, show_and_exit
from publish.diagnostics import ContentError, Report
from publish.files import write_atomic

_FAINT, _OUTSIDE, _OVERPRINTED = "ACC-008", "LAY-011", "LAY-012"


@click.command("themes")
@click.option("--open", "opens", is_flag=True, help="Show a page of each in the browser.")
def themes_command(opens: bool) -> None:
    """List the themes, what each is for, and the page of editions that name none."""
    rows = api.listed()
    for row in rows:
        name = f"THEME+{row.name}" if row.is_variant else row.name
        where = f"; {row.folder}" if row.folder else ""
        click.echo(f"{name}: {row.about}; {row.trim}{where}")
    if opens:
        # The browser reads the page after the command has ended.
        path = Path(tempfile.mkdtemp(prefix="publish-themes-")) / "themes.html"
        write_atomic(path, api.page(rows))
        click.launch(str(path))


@click.group("theme")
def theme_command() -> None:
    """Make a theme of your own, or check one."""


@theme_command.command("new")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--extends", default="classic", metavar="THEME", help="The theme to change.")
def new_theme_command(target: Path, extends: str) -> None:
    """Create a theme in DIR, whose name is its own, with what one would change."""
    api.new(target, extends)
    home = target.resolve().parent
    following = f"publish --themes {home} theme check {target.name}"
    print_status(f"created the theme {target}; next: {following}")


@theme_command.command("check")
@click.argument("name")
@STRICT
def check_theme_command(name: str, strict: bool) -> None:
    """Build the manuscript that shows themes in NAME: contrast, what does not fit, the grid."""
    report, progress = Report(), ProgressLine()
    try:
        result = api.check(name, context=run_context(report, progress))
    except ContentError:
        _print_rows(_of_sheets(report))
        raise
    finally:
        progress.stop()
    click.echo(f"{name}: {result.pages} pages, verified")
    register = f"{result.lines} lines of text, at most {result.off_grid:.2f} pt off the grid"
    findings = {title.lower(): str(count) for title, count in result.findings.items()}
    _print_rows({**_of_sheets(report), "register": register, **findings})
    show_and_exit(report, strict=strict)


def _of_sheets(report: Report) -> dict[str, str]:
    """What the build of a specimen reports of the style sheets, also where it ends in an error."""
    codes = Counter(each.code for each in report.diagnostics)
    overfull = codes[_OUTSIDE] + codes[_OVERPRINTED]
    return {
        "contrast": f"{codes[_FAINT]} too faint",
        "overfull": f"{overfull} outside their area, or over others",
    }


def _print_rows(rows: Mapping[str, str]) -> None:
    width = max(map(len, rows))
    for title, value in rows.items():
        click.echo(f"  {title:<{width}}  {value}")
