"""The places that pages keep for pictures."""

from __future__ import annotations

import pytest

from publish.cache import Cache
from publish.model.book import Resource
from publish.model.image_types import SVG_TYPE
from publish.outputs.web.picture_sizes import picture_sizes
from tests.web.site import Site, elements


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="1in" height="48pt"', (96, 64)),
        ('width="60mm" viewBox="0 0 300,100"', (227, 76)),
        ('height="40" viewBox="0 0 30 10"', (120, 40)),
        ('width="100%" viewBox="0 0 4 1"', (2000, 500)),
        ("", (2000, 2000)),
    ],
)
def test_the_size_of_a_drawing(attributes: str, size: tuple[int, int]) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()
    picture = Resource("images/a.svg", SVG_TYPE, drawing)
    assert picture_sizes([picture], Cache(None)) == {"images/a.svg": size}


def test_every_picture_of_a_page_has_its_size(site: Site) -> None:
    pages = ("index.html", "text/tides.html")
    images = [image for page in pages for image in elements(site.page(page), "img")]
    sizes = [(image.get("width"), image.get("height")) for image in images]
    assert sizes == [("1600", "2560"), ("1200", "300")]
