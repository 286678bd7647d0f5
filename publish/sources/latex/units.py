r"""Quantities with units, in the notation of the LaTeX packages siunitx and mhchem.

`\unit{\metre\per\second\squared}` or `\unit{m/s^2}`, `\qty{9.81}{m.s^{-2}}`, the older `\si` and
`\SI`, ranges, lists and angles, and `\pu{9.81 m*s-2}`. Units are upright, with thin spaces between
them and after the number (The International System of Units, 5.4).
"""

from __future__ import annotations

import re

from publish.guesses import did_you_mean
from publish.sources.latex.errors import UnknownMacro
from publish.sources.latex.numbers import DASH, number, number_before_unit

_PREFIXES = {
    "quecto": "q", "ronto": "r", "yocto": "y", "zepto": "z", "atto": "a", "femto": "f",
    "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "deca": "da",
    "deka": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P",
    "exa": "E", "zetta": "Z", "yotta": "Y", "ronna": "R", "quetta": "Q",
}  # fmt: skip
_UNITS = {
    "metre": "m", "meter": "m", "gram": "g", "kilogram": "kg", "second": "s", "ampere": "A",
    "kelvin": "K", "mole": "mol", "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa",
    "joule": "J", "watt": "W", "coulomb": "C", "volt": "V", "farad": "F", "ohm": "Ω",
    "siemens": "S", "weber": "Wb", "tesla": "T", "henry": "H", "lumen": "lm", "lux": "lx",
    "becquerel": "Bq", "gray": "Gy", "sievert": "Sv", "katal": "kat", "radian": "rad",
    "steradian": "sr", "degreeCelsius": "°C", "celsius": "°C", "degree": "°", "arcminute": "′",
    "arcsecond": "″", "minute": "min", "hour": "h", "day": "d", "litre": "L", "liter": "L",
    "tonne": "t", "hectare": "ha", "bar": "bar", "electronvolt": "eV", "dalton": "Da",
    "astronomicalunit": "au", "decibel": "dB", "neper": "Np", "bel": "B", "percent": "%",
    "bit": "bit", "byte": "B", "angstrom": "Å", "mmHg": "mmHg", "knot": "kn", "nauticalmile": "M",
    "barn": "b", "atomicmassunit": "u", "atm": "atm", "molar": "M", "elementarycharge": "e",
    "clight": "c", "planckbar": "ħ",
}  # fmt: skip
_POWERS = {"squared": "2", "cubed": "3"}
_BEFORE = {"square": "2", "cubic": "3"}
_TOKEN = re.compile(
    r"\\([A-Za-z]+)\s*(?:\{([^{}]*)\})?|([./~*·⋅])|\^\{?(-?\d+)\}?|([^\\./~*·⋅^\s()]+)|([()])"
)
_SYMBOLS = frozenset(_UNITS.values())
_SHORT = frozenset("qryzafpnumcdhkMGTPEZYRQ")  # prefixes of a symbol, such as `\um`
_SEPARATORS = ("cdot", "times", ",")
_NO_SPACE = ("°", "′", "″")
_PARTS_OF_ANGLE = _NO_SPACE
# What `\pu` writes otherwise than `\qty`.
_AMOUNT = re.compile(
    r"\s*((?:[-+<>~]|\+-)*\d[\d.,]*(?:\s*(?:\+-\s*\d[\d.]*|[eE][-+]?\d+|\(\d+\)))*)?\s*(.*)", re.S
)
_PHYSICAL = {
    r"//": "/", r"(?<![A-Za-z])mu(?=[A-Za-z])": "µ", r"(?:'|°|\\degree\s?|\bo)C\b": "°C",
    r"(?<=[A-Za-zµΩ])(-?\d+)": r"^{\1}",
}  # fmt: skip


def unit(text: str) -> str:
    """The LaTeX of a unit."""
    parts: list[str] = []
    prefix, sign, raised, within = "", "", "", ""
    for token in _TOKEN.finditer(text):
        name, argument, separator, power, letters, bracket = token.groups()
        if bracket:
            within, sign = (sign, "") if bracket == "(" else ("", "")
        elif name == "per" or separator == "/":
            sign = "-"
        elif name in _PREFIXES:
            prefix = _PREFIXES[name]
        elif name in _BEFORE or name == "raiseto":
            raised = _BEFORE.get(name) or argument or ""
        elif name in _POWERS or power or name == "tothe":
            _raise(parts, _POWERS.get(name) or power or argument or "")
        elif name == "of":
            _qualify(parts, argument or "")
        elif not separator and name not in _SEPARATORS:
            power = f"^{{{sign or within}{raised or 1}}}" if sign or within or raised else ""
            parts.append(_symbol(prefix + (letters or _named(name))) + power)
            prefix, sign, raised = "", "", ""
    return r"\,".join(parts)


def _named(name: str) -> str:
    """The symbol of a unit by its name, or by its symbol with a backslash, as in `\\um`."""
    if name in _UNITS:
        return _UNITS[name]
    if name in _SYMBOLS:
        return name
    if name[0] in _SHORT and (name[1:] in _SYMBOLS or name[1:] == "ohm"):
        return name[0].replace("u", "µ") + _UNITS.get(name[1:], name[1:])
    hint = did_you_mean(name, _UNITS) or "write its symbol: `\\unit{kg.m/s}`"
    raise UnknownMacro(f"unknown unit `\\{name}`", hint)


def quantity(amount: str, of_unit: str) -> str:
    """The LaTeX of a number with its unit."""
    symbols = unit(of_unit)
    space = "" if symbols.removeprefix(r"\mathrm{").startswith(("°}", *_NO_SPACE[1:])) else r"\,"
    return number_before_unit(amount) + space + symbols


def quantities(amounts: str, of_unit: str) -> str:
    """The LaTeX of a list of quantities, or of their product, each with its unit."""
    factors = amounts.split("x")
    if len(factors) > 1:
        return r"\times ".join(quantity(each, of_unit) for each in factors)
    return ", ".join(quantity(each, of_unit) for each in amounts.split(";"))


def quantity_range(first: str, last: str, of_unit: str) -> str:
    """The LaTeX of a range of quantities."""
    return quantity(first, of_unit) + DASH + quantity(last, of_unit)


def physical_quantity(notation: str) -> str:
    """The LaTeX of a quantity in the notation of `\\pu`: the number, and then the unit."""
    amount = _AMOUNT.fullmatch(notation)
    assert amount
    plain = amount[2]
    for pattern, instead in _PHYSICAL.items():
        plain = re.sub(pattern, instead, plain)
    return (
        quantity(amount[1], plain) if amount[1] and plain else number(amount[1] or "") + unit(plain)
    )


def angle(text: str) -> str:
    """The LaTeX of an angle: degrees, or degrees, minutes and seconds with semicolons between."""
    parts = zip(text.split(";"), _PARTS_OF_ANGLE, strict=False)
    return "".join(number(part) + _symbol(mark) for part, mark in parts if part.strip())


def _symbol(text: str) -> str:
    return rf"\mathrm{{{text.replace('%', chr(92) + '%')}}}"


def _raise(parts: list[str], power: str) -> None:
    """Give the last unit a power; that of a divisor is negative already."""
    if not parts:
        return
    symbol, _, before = parts[-1].partition("^")
    sign = "-" if before.startswith("{-") and not power.startswith("-") else ""
    parts[-1] = f"{symbol}^{{{sign}{power}}}"


def _qualify(parts: list[str], words: str) -> None:
    """Say of what the last unit is."""
    if parts:
        symbol, raised, power = parts[-1].partition("^")
        parts[-1] = rf"{symbol}_{{\mathrm{{{words}}}}}{raised}{power}"
