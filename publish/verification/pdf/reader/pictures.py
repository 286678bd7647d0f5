"""By what a picture of the book is known on a page: its proportion, or the words in a drawing."""

from __future__ import annotations

import io

from publish.model.xmlsafe import parse_own

_TEXT = "{http://www.w3.org/2000/svg}text"


def shape_of(content: bytes) -> float:
    """The width of an image by its height."""
    from PIL import Image  # for books with such pictures only

    with Image.open(io.BytesIO(content)) as image:
        return image.width / image.height


def words_of_drawing(content: bytes) -> list[str]:
    """The words in an SVG."""
    texts = parse_own(content).iter(_TEXT)
    return " ".join("".join(text.itertext()) for text in texts).split()
