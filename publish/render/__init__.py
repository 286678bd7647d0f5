"""From Book to XHTML and CSS: themes, Jinja templates, fonts."""
