"""The structure tree of a piece, from the elements of its document."""
