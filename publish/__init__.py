"""A book publishing toolchain: structured sections to EPUB and styled PDF, numbered once."""

__version__ = "0.1.0"
