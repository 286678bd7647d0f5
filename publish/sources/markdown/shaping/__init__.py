"""From parsed Markdown to the XHTML of a book: one step per file."""
