"""Codes of the lists of EDItEUR for ONIX, by the words that we use."""

from __future__ import annotations

from publish.model.printer import Binding

# List 17 by MARC relator; whatever else somebody did is Z99.
ROLES = {
    "aut": "A01", "ctb": "A32", "edt": "B01", "trl": "B06", "ill": "A12", "pht": "A13",
    "com": "C01", "wfw": "A23", "wpr": "A15", "win": "A24", "waw": "A19", "wac": "A21",
    "aui": "A24", "aft": "A19", "abr": "B04", "adp": "B05", "ann": "A20", "art": "A07",
    "bkd": "A11", "ctg": "A39", "clr": "A40", "cmm": "A21", "cmp": "A06", "csl": "B20",
    "cov": "A36", "cre": "A09", "dte": "Z02", "dsr": "A11", "edc": "C01", "edd": "B11",
    "ive": "A44", "ivr": "A43", "lbt": "A04", "lyr": "A05", "nrt": "E07", "prg": "A30",
    "red": "B24", "res": "A51", "rev": "Z04", "ths": "B27", "trc": "B33",
}  # fmt: skip
OTHER_ROLE = "Z99"
# List 28.
AUDIENCES = {
    "general": "01", "children": "02", "teenage": "03", "school": "04", "college": "05",
    "professional": "06", "adult-education": "08", "language-learning": "09",
}  # fmt: skip
# List 51.
RELATIONS = {
    "part-of": "02", "includes": "01", "replaces": "03", "replaced-by": "05",
    "alternative-format": "06", "based-on-print": "13", "translation-of": "11",
    "adapted-from": "43", "supplement-to": "08", "has-supplement": "07", "similar": "23",
}  # fmt: skip
# Lists 150 and 175: a download, its file format, and whether the text flows; a site; a book of
# paper by its binding.
DOWNLOAD, SITE = "ED", "EC"
FORM_DETAILS = {"epub": ("E101", "E200"), "pdf": ("E107", "E201"), "web": ("E105", "E200")}
PRINTED = {
    Binding.PAPERBACK: ("BC",), Binding.FLAPS: ("BC", "B504"), Binding.CASE: ("BB", "B402"),
    Binding.JACKET: ("BB", "B501"),
}  # fmt: skip
# List 48.
WIDTH, HEIGHT, THICKNESS = "02", "01", "03"
# List 5 by our scheme; the others are proprietary identifiers with a name.
IDENTIFIERS = {"isbn": "15", "doi": "06"}
# List 44.
NAME_IDENTIFIERS = {"orcid": "21", "isni": "16", "ror": "40", "funder-doi": "32"}
# List 27 by the kind of a qualifier of Thema, its first digit.
THEMA_QUALIFIERS = {"1": "94", "2": "95", "3": "96", "4": "97", "5": "98", "6": "99"}
THEMA, BISAC, KEYWORDS, OWN_SUBJECTS = "93", "10", "20", "24"
# List 23 with the units of list 24.
WORDS, PAGES, BYTES = ("02", "02"), ("07", "03"), ("22", "17")
PRINTED_PAGES = ("06", "03")
