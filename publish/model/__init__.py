"""The book as data: frozen types, nouns of the trade, no files and no markup strings."""
