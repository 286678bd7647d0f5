"""From a Book to the XHTML documents and pieces that are laid out; no layout engine here."""
