"""The layout engine: how it is called, and what is replaced in it."""
