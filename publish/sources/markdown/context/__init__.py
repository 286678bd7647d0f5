"""What the reading of a text knows of the book: its folder, language, edition and variables."""
