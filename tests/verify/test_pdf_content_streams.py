"""Content streams, in every notation that ISO 32000-1 allows."""

from __future__ import annotations

import pikepdf
import pytest

from publish.verification.pdf.reader.content_streams import (
    StreamContent,
    UsedResources,
    read_content,
)

HEADER = b"/Artifact <</Type /Pagination /Subtype /Header>> BDC "
PROPERTIES = {"/Foot": {"/Subtype": "/Footer", "/ActualText": "u:ix"}, "/Third": {"/MCID": 3}}


def read(stream: bytes) -> StreamContent:
    with pikepdf.new() as pdf:
        return read_content(stream, pdf.make_stream(stream), PROPERTIES.get)


def fonts(stream: bytes) -> dict[str, list[int] | None]:
    return read(stream).used_resources.fonts


@pytest.mark.parametrize(
    "shown",
    [
        b"[<00410042>-72.5<0043>] TJ",
        b"[<0041 0042>0<>9<00\n43>]TJ",
        b"<004100420043> Tj",
        b"(\\000A\\000B\\000C) Tj",
        b"[(\\000A)-3(\\000B)<0043>] TJ",
        b"[<0041>] TJ % [<0009>] TJ\n<00420043> Tj",
    ],
)
def test_codes_are_read_in_every_notation(shown: bytes) -> None:
    stream = b"BT /F1 12 Tf 1 0 0 1 9 9 Tm " + shown + b" ET"
    assert fonts(stream) == {"/F1": [0x41, 0x42, 0x43]}


def test_a_font_ends_with_the_graphics_state_that_it_was_set_in() -> None:
    stream = b"/F1 9 Tf q /F2 9 Tf <0001> Tj Q <0002> Tj /F#33 9 Tf <0004> Tj"
    assert fonts(stream) == {"/F1": [2], "/F2": [1], "/F3": [4]}


def test_codes_of_another_width_use_the_whole_font() -> None:
    assert fonts(b"/F1 9 Tf <4142> Tj /F2 9 Tf <414243> Tj") == {"/F1": [0x4142], "/F2": None}


def test_used_resources_are_listed_by_kind() -> None:
    stream = b"/G gs /X1 Do /Artifact /Foot BDC EMC /X0 Do /X1 Do"
    assert read(stream).used_resources == UsedResources({}, ["/X0", "/X1"], ["/G"], ["/Foot"])


@pytest.mark.parametrize(
    ("stream", "unmarked"),
    [
        (b"<0001> Tj", [("", None)]),
        (b"/Artifact BMC <0001> Tj EMC", [("", None)]),
        (HEADER + b"<0001> Tj [<0002>] TJ EMC", [("Header", None)] * 2),
        (HEADER + b"/Span <</Lang (en)>> BDC <0001> Tj EMC EMC", [("Header", None)]),
        (b"/Artifact /Foot BDC <0001> Tj <0002> Tj EMC", [("Footer", "ix"), ("Footer", "")]),
        (b"/Artifact <</Subtype /Header/ActualText (a\\)b)>> BDC (c) ' EMC", [("Header", "a)b")]),
        (b"/Artifact <</Subtype/Header/A <</B 1>>/ActualText <FEFF00E4>>> BDC <0001> Tj EMC",
         [("Header", "ä")]),
        (b"/P <</MCID 0>> BDC <0001> Tj EMC /P /Third BDC <0002> Tj EMC <0003> Tj", [("", None)]),
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID ) EI " + HEADER + b"<0001> Tj EMC", [("Header", None)]),
        (b"% (\n" + HEADER + b"(a (b) c) Tj EMC", [("Header", None)]),
    ],
)  # fmt: skip
def test_text_outside_the_book_has_the_subtype_of_its_artifact(
    stream: bytes, unmarked: list[tuple[str, str | None]]
) -> None:
    assert read(stream).unmarked == unmarked


def test_actual_text_of_a_marked_sequence() -> None:
    stream = b"/Span <</MCID 4 /ActualText (Weir)>> BDC <0001> Tj EMC /P <</MCID 5>> BDC EMC"
    content = read(stream)
    assert (content.actual_text, content.unmarked) == ({4: "Weir"}, [])
