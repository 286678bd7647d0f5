"""Names that are used alone as headings, and the role that each gives to its section."""

from __future__ import annotations

import re
import unicodedata

_BY_ROLE = {
    "foreword": "foreword|vorwort|geleitwort|序言?|avant propos|prólogo",
    "preface": "preface|前言",
    "introduction": "introduction|introductory remarks|einleitung|einführung|引言|导言|绪论|"
    "introducción",
    "prologue": "prologue|prolog",
    "acknowledgments": "acknowledge?ments?|danksagung|致谢",
    "conclusion": "conclusions?|concluding remarks|closing remarks|in conclusion|schluss|"
    "schlusswort|schlussbemerkung(en)?|结语|结束语|结论|conclusión",
    "epilogue": "epilogue|epilog",
    "afterword": "afterword|postscript|nachwort|后记|postface",
    "appendix": "appendix|appendices|annex|anhang|附录",
    "glossary": "glossary|glossar|术语表",
    "bibliography": "bibliography|references|works cited|literatur(verzeichnis)?|参考文献",
    "index": "index|register|索引",
    "endnotes": "notes|endnotes|anmerkungen|注释",
    "section": "summary|zusammenfassung|摘要",
}
_PATTERNS = {role: re.compile(pattern) for role, pattern in _BY_ROLE.items()}
_CONTENTS = re.compile(r"(table of )?contents|inhalt(sverzeichnis)?|目\s*录|目次|sommaire|índice")

FRONT_ROLES = frozenset({"foreword", "preface", "introduction", "prologue", "acknowledgments"})
BACK_ROLES = frozenset(_BY_ROLE) - FRONT_ROLES - {"section"}


def sort_key(text: str) -> str:
    """A title reduced to its words, to compare two occurrences of it."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower()))


def role_of_heading(title: str) -> str | None:
    """The role of a section by its heading ("Concluding remarks" → conclusion), or None."""
    key = sort_key(title)
    return next((role for role, shape in _PATTERNS.items() if shape.fullmatch(key)), None)


def is_contents_heading(text: str) -> bool:
    """Whether a line is the heading of a contents list."""
    return bool(_CONTENTS.fullmatch(sort_key(text)))
