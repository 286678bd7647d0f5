r"""Numbers in the notation of the LaTeX package siunitx: `1.5e-3`, `1.2 +- 0.1`, `2 x 3`."""

from __future__ import annotations

import re

DASH = r"\text{–}"  # between the ends of a range, in every language
_NUMBER = re.compile(r"(?P<digits>[-+]?[\d., ]*?)(?:[eE](?P<power>[-+]?\d+))?")
_WHOLE = re.compile(r"(?P<number>.*?)(?:[eE](?P<power>[-+]?\d+))?", re.S)
_GROUPS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_FACTORS = re.compile(r"\s*(?:x|\\times(?![A-Za-z]))\s*")
_PLUS_MINUS = re.compile(r"\s*(?:\+-|\\pm(?![A-Za-z])|±)\s*")
_IMAGINARY = re.compile(r"(?<=\d)\s*[ij]\b")
_SIGNS = {"<=": r"\leq ", ">=": r"\geq ", "<<": r"\ll ", ">>": r"\gg ", "~": r"\sim "}
_SIGN = re.compile("|".join(_SIGNS))


def number(text: str) -> str:
    """The LaTeX of a number: digits in groups of three, a power of ten, tolerances, factors."""
    text = _SIGN.sub(lambda sign: _SIGNS[sign[0]], text.strip())
    return r"\times ".join(map(_with_tolerance, _FACTORS.split(text)))


def numbers(text: str) -> list[str]:
    """The LaTeX of each number of a list, which has semicolons between them."""
    return [number(each) for each in text.split(";")]


def number_before_unit(text: str) -> str:
    """A number whose unit belongs to its tolerance too."""
    shown = number(text)
    return (
        rf"\left({shown}\right)" if r"\pm " in shown and not shown.startswith("\\left") else shown
    )


def _with_tolerance(text: str) -> str:
    if not _PLUS_MINUS.search(text):
        return _plain(text)
    whole = _WHOLE.fullmatch(text)
    assert whole
    shown = r" \pm ".join(map(_plain, _PLUS_MINUS.split(whole["number"])))
    return rf"\left({shown}\right)\times {_power(whole['power'])}" if whole["power"] else shown


def _plain(text: str) -> str:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return _IMAGINARY.sub(r"\\mathrm{i}", text)
    whole, point, fraction = match["digits"].replace(" ", "").partition(".")
    if len(whole.lstrip("+-")) > 4:
        whole = _GROUPS.sub(r"\\,", whole)
    digits = whole + point + fraction
    if not match["power"]:
        return digits
    power = _power(match["power"])
    return rf"{digits}\times {power}" if digits else power


def _power(exponent: str) -> str:
    return f"10^{{{exponent.lstrip('+')}}}"
