"""Markdown syntax: CommonMark with the rules that a book needs, and its limits."""
