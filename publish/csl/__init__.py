"""A processor of the Citation Style Language, with the styles and locales that are shipped."""
