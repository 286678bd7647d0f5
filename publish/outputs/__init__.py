"""Writers: from a settled Book to a file, one folder per product."""
