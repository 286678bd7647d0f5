"""The cover that all formats show."""
