r"""Numbers and quantities with units, in the notation of the LaTeX package siunitx.

`\num{1.5e-3}`, `\unit{\metre\per\second\squared}` or `\unit{m/s^2}`, `\qty{9.81}{m.s^{-2}}`, and
the older `\si` and `\SI`. Units are upright, with thin spaces between them and after the number
(The International System of Units, 5.4).
"""

from __future__ import annotations

import re

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
    "bit": "bit", "byte": "B",
}  # fmt: skip
_POWERS = {"squared": "2", "cubed": "3"}
_BEFORE = {"square": "2", "cubic": "3"}
_TOKEN = re.compile(r"\\([A-Za-z]+)\s*(?:\{([^{}]*)\})?|([./])|\^\{?(-?\d+)\}?|([^\\./^\s]+)")
_NUMBER = re.compile(r"(?P<digits>[-+]?[\d., ]*?)(?:[eE](?P<power>[-+]?\d+))?")
_GROUPS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_NO_SPACE = ("°", "′", "″")


def number(text: str) -> str:
    """The LaTeX of a number, with its digits in groups of three and a power of ten."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return text
    whole, point, fraction = match["digits"].replace(" ", "").partition(".")
    if len(whole.lstrip("+-")) > 4:
        whole = _GROUPS.sub(r"\\,", whole)
    digits = whole + point + fraction
    if not match["power"]:
        return digits
    power = f"10^{{{match['power'].lstrip('+')}}}"
    return rf"{digits}\times {power}" if digits else power


def unit(text: str) -> str:
    """The LaTeX of a unit."""
    parts: list[str] = []
    prefix, sign, raised = "", "", ""
    for token in _TOKEN.finditer(text):
        name, argument, separator, power, letters = token.groups()
        if name == "per" or separator == "/":
            sign = "-"
        elif name in _PREFIXES:
            prefix = _PREFIXES[name]
        elif name in _BEFORE:
            raised = _BEFORE[name]
        elif name in _POWERS or power or name in ("tothe", "raiseto"):
            _raise(parts, _POWERS.get(name) or power or argument or "")
        elif separator != ".":
            symbol = letters or _UNITS.get(name) or name
            parts.append(
                _symbol(prefix + symbol) + (f"^{{{sign}{raised or 1}}}" if sign or raised else "")
            )
            prefix, sign, raised = "", "", ""
    return r"\,".join(parts)


def quantity(amount: str, of_unit: str) -> str:
    """The LaTeX of a number with its unit."""
    symbols = unit(of_unit)
    space = "" if symbols.removeprefix(r"\mathrm{").startswith(("°}", *_NO_SPACE[1:])) else r"\,"
    return number(amount) + space + symbols


def _symbol(text: str) -> str:
    return rf"\mathrm{{{text.replace('%', chr(92) + '%')}}}"


def _raise(parts: list[str], power: str) -> None:
    """Give the last unit a power; that of a divisor is negative already."""
    if not parts:
        return
    symbol, _, before = parts[-1].partition("^")
    sign = "-" if before.startswith("{-") and not power.startswith("-") else ""
    parts[-1] = f"{symbol}^{{{sign}{power}}}"
