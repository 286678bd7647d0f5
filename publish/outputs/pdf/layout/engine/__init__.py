"""The layout engine: how it is called, and the patches that correct its layout."""
