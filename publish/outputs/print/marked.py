"""Draws the marks of pages: those with the same boxes share a form, and all share what calls it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pikepdf

from publish.outputs.print.marks import ROOM, Sheet, marks


def marks_drawer(pdf: pikepdf.Pdf) -> Callable[[pikepdf.Page, Sheet], None]:
    """A function that draws the marks of a sheet on its page, around what is on it."""
    space = pdf.make_indirect(_all_plates(pdf))
    begin = pdf.make_stream(b"q")

    @cache
    def drawn(sheet: Sheet, number: int) -> tuple[str, pikepdf.Object, pikepdf.Object]:
        name = f"/Marks{number}"
        return name, _form(pdf, sheet, space), pdf.make_stream(b"Q q %b Do Q" % name.encode())

    numbers: dict[Sheet, int] = {}

    def draw(page: pikepdf.Page, sheet: Sheet) -> None:
        name, form, end = drawn(sheet, numbers.setdefault(sheet, len(numbers) + 1))
        if "/Resources" not in page.obj:
            page.obj["/Resources"] = pikepdf.Dictionary()
        if "/XObject" not in page.resources:
            page.resources["/XObject"] = pikepdf.Dictionary()
        page.resources["/XObject"][name] = form
        contents = page.obj.get("/Contents", pikepdf.Array())
        parts = iter(contents) if isinstance(contents, pikepdf.Array) else [contents]
        page.obj["/Contents"] = pikepdf.Array([begin, *parts, end])

    return draw


def _form(pdf: pikepdf.Pdf, sheet: Sheet, space: pikepdf.Object) -> pikepdf.Object:
    left, bottom, right, top = sheet.bleed
    form = pdf.make_stream(marks(sheet))
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([left - ROOM, bottom - ROOM, right + ROOM, top + ROOM])
    spaces = pikepdf.Dictionary({"/All": space})
    form["/Resources"] = pikepdf.Dictionary({"/ColorSpace": spaces})
    return form


def _all_plates(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The colour space of what is on every plate (ISO 32000-1, 8.6.6.4)."""
    function = pikepdf.Dictionary(
        FunctionType=2,
        Domain=pikepdf.Array([0, 1]),
        C0=pikepdf.Array([0, 0, 0, 0]),
        C1=pikepdf.Array([1, 1, 1, 1]),
        N=1,
    )
    names = [pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK]
    return pikepdf.Array([*names, pdf.make_indirect(function)])
