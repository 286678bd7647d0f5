"""Which piece is laid out when, by whom, and until every page number is right."""
