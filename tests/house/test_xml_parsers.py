"""XML is parsed by the two parsers of `model/xmlsafe.py`, which expand and fetch nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from publish.model import xmlsafe
from publish.model.xmlsafe import parse_own, parse_untrusted

PACKAGE = Path(__file__).resolve().parents[2] / "publish"
DEEP = b"<a>" * 300 + b"</a>" * 300


def test_no_other_module_configures_a_parser() -> None:
    modules = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "etree.XMLParser(" in (text := path.read_text("utf-8")) or "etree.fromstring(" in text
    }
    assert modules == {"model/xmlsafe.py"}


@pytest.mark.parametrize("parse", [parse_own, parse_untrusted])
def test_no_entity_is_expanded(parse: Callable[[bytes], etree._Element], tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    entities = f'<!ENTITY a "text"><!ENTITY b SYSTEM "{(tmp_path / "secret").as_uri()}">'
    root = parse(f"<!DOCTYPE r [{entities}]><r>&a;&b;</r>".encode())
    assert "".join(root.itertext(etree.Element)) == ""


def test_only_our_own_bytes_may_be_deep() -> None:
    assert parse_own(DEEP).tag == "a"
    with pytest.raises(etree.XMLSyntaxError, match="depth"):
        parse_untrusted(DEEP)


def test_an_encoding_can_override_the_declared_one() -> None:
    text = '<?xml version="1.0" encoding="latin-1"?><a>é</a>'
    assert parse_untrusted(text.encode(), encoding="utf-8").text == "é"


def test_each_thread_has_its_own_parsers() -> None:
    parsers = [xmlsafe._parsers.own]
    thread = threading.Thread(target=lambda: parsers.append(xmlsafe._parsers.own))
    thread.start()
    thread.join()
    assert parsers[0] is not parsers[1]
