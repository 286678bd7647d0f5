"""Gradients in the colours of a printer (ISO 32000-1, 7.10 and 8.7.4.5)."""

from __future__ import annotations

import pikepdf

from publish.outputs.print.inks import InkTable


def convert_shading(shading: pikepdf.Object, inks: InkTable) -> None:
    """Replace the ends of a gradient by their inks; between them it is as even as before."""
    if shading.get("/ColorSpace") != "/DeviceRGB":
        return
    functions = shading.get("/Function")
    if functions is None:
        return
    for function in functions if isinstance(functions, pikepdf.Array) else [functions]:
        _convert_function(function, inks)
    shading["/ColorSpace"] = pikepdf.Name(f"/{inks.space}")


def _convert_function(function: pikepdf.Object, inks: InkTable) -> None:
    for part in function.get("/Functions", pikepdf.Array()):
        _convert_function(part, inks)
    for end in ("/C0", "/C1"):
        colour = function.get(end)
        if colour is not None and len(colour) == 3:
            red, green, blue = map(float, colour)
            function[end] = pikepdf.Array(map(_rounded, inks.separated((red, green, blue)).parts))
    if "/Range" in function and "/C0" in function:
        function["/Range"] = pikepdf.Array([0, 1] * len(function["/C0"]))


def _rounded(part: float) -> float:
    return round(part, 4)
