"""A PDF as two whole documents, without the linker."""
