"""How the text of a finished PDF is set: `make pages` measures every corpus book."""
