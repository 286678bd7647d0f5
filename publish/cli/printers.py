"""`publish printers`: what printers ask of the files of a book, with the source."""

from __future__ import annotations

import json

import click

from publish import api
from publish.model.lengths import in_millimetres
from publish.model.printer import Binding, Printer

_BOOK = 200  # pages of the book whose spine is told


@click.command("printers")
@click.argument("names", metavar="[NAME|FILE]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the printers as one JSON object.")
def printers_command(names: tuple[str, ...], as_json: bool) -> None:
    """List the printers, or what those that are named ask for, and their papers."""
    printers = api.printers(names)
    if as_json:
        values = {name: api.printer_as_json(printer) for name, printer in printers.items()}
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    for name, printer in printers.items():
        papers = ", ".join(paper.id for paper in printer.papers)
        click.echo(f"{name}: {printer.name}, {printer.about}; papers: {papers}")
        if names:
            _show(printer)


def _show(printer: Printer) -> None:
    asked, cover = printer.interior, printer.covers[Binding.PAPERBACK]
    bleed = "where pages have one" if asked.bleed_is_by_choice else "always"
    rows = {
        "standard": str(asked.standard),
        "colours": str(asked.colours),
        "bleed": f"{in_millimetres(asked.bleed)}, {bleed}",
        "marks": "yes" if asked.marks else "no",
        "pages": f"{asked.fewest_pages} to {asked.most_pages}, bound by {asked.pages_by}",
        "from the trim": in_millimetres(asked.safety),
        "words on the spine": f"from {cover.spine_text_from} pages",
        "bindings": ", ".join(printer.covers),
    }
    for name, value in rows.items():
        click.echo(f"  {name}: {value}")
    for pages, margin in asked.inner_margins.items():
        click.echo(f"  from the spine: {in_millimetres(margin)}, from {pages} pages")
    for paper in printer.papers:
        spine = in_millimetres(cover.spine(paper, _BOOK))
        inks = "black and colour" if paper.colour else "black"
        click.echo(f"  paper {paper.id}: {paper.name} ({inks}); {_BOOK} pages are {spine}")
    click.echo(f"  {printer.source}, read on {printer.read}")
