"""Readings of words in HTML."""

from __future__ import annotations

from lxml import etree


def mark_readings(body: etree._Element, namespace: str) -> None:
    """Write `<ruby>` as a span that pandoc keeps: the readings go into an attribute."""
    for ruby in list(body.iter(f"{namespace}ruby")):
        readings = ["".join(node.itertext()) for node in ruby.iter(f"{namespace}rt")]
        for node in [*ruby.iter(f"{namespace}rt"), *ruby.iter(f"{namespace}rp")]:
            remove(node)
        words = "".join(ruby.itertext())
        tail = ruby.tail
        ruby.clear()
        ruby.tag, ruby.text, ruby.tail = f"{namespace}span", words, tail
        apart = len(readings) in (1, len(words))
        ruby.set("data-ruby", "|".join(readings) if apart else "".join(readings))


def remove(node: etree._Element) -> None:
    """Take an element out of its parent; what follows it stays."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (node.tail or "")
    else:
        parent.text = (parent.text or "") + (node.tail or "")
    parent.remove(node)
