"""Releases: the products with their checksums, their record and a catalogue page."""

from publish.releases.release import Product, write_release

__all__ = ["Product", "write_release"]
