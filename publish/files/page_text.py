"""The text of a page of a finished PDF, with each character where PDFium counts it.

PDFium counts units of UTF-16, so that a character beyond U+FFFF, such as an emoji, counts twice.
"""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium_c

FILLER = "\udc00"  # the second place of a character that counts twice; in no other text
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_HALF = re.compile("[\ud800-\udfff]")


def page_characters(text_page: Any) -> str:
    """The characters of a text page of PDFium by their index there; half of one is U+FFFD."""
    count = max(pdfium_c.FPDFText_CountChars(text_page), 0)
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    units = max(pdfium_c.FPDFText_GetText(text_page, 0, count, buffer) - 1, 0)
    if units != count:
        for index in range(count):
            buffer[index] = pdfium_c.FPDFText_GetUnicode(text_page, index)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    return _WIDE.sub(rf"\g<0>{FILLER}", _HALF.sub("\ufffd", text))
