"""One book, the story of a tide mill, as users of other programs would keep it: a project of each.

`story` is the text that all of them have; what only one of them has is in its own module.
"""
