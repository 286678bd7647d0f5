"""Colours that are printed by an ink of their own (ISO 32000-1, 8.6.6.4)."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf

from publish.outputs.print.inks import InkTable


def spot_spaces(pdf: pikepdf.Pdf, inks: InkTable) -> dict[str, pikepdf.Object]:
    """The colour spaces of all spot colours, by the names that contents have for them."""
    return {
        space: pdf.make_indirect(_separation(pdf, name, ink.parts))
        for space, (name, ink) in inks.spots().items()
    }


def _separation(pdf: pikepdf.Pdf, name: str, parts: tuple[float, ...]) -> pikepdf.Object:
    function = pikepdf.Dictionary(
        FunctionType=2,
        Domain=pikepdf.Array([0, 1]),
        C0=pikepdf.Array([0, 0, 0, 0]),
        C1=pikepdf.Array([round(part, 4) for part in parts]),
        N=1,
    )
    names = [pikepdf.Name.Separation, pikepdf.Name(f"/{name}"), pikepdf.Name.DeviceCMYK]
    return pikepdf.Array([*names, pdf.make_indirect(function)])


def add_spots(holder: pikepdf.Object, spaces: Mapping[str, pikepdf.Object]) -> None:
    """Give a page or form the spaces that its content selects."""
    if not spaces:
        return
    used = [name for name in spaces if f"/{name} ".encode() in _content(holder)]
    if not used:
        return
    if "/Resources" not in holder:
        holder["/Resources"] = pikepdf.Dictionary()
    if "/ColorSpace" not in holder["/Resources"]:
        holder["/Resources"]["/ColorSpace"] = pikepdf.Dictionary()
    for name in used:
        holder["/Resources"]["/ColorSpace"][f"/{name}"] = spaces[name]


def _content(holder: pikepdf.Object) -> bytes:
    if isinstance(holder, pikepdf.Stream):
        return holder.read_bytes()
    contents = holder.get("/Contents", pikepdf.Array())
    parts = iter(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)
