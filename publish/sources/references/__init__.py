"""Reads the works that a book cites (BibTeX, BibLaTeX, CSL-JSON), and the citation style."""
