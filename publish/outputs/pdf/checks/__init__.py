"""What a PDF build reports of its book: lost text, glyphs without a font, a failed layout."""
