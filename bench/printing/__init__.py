"""`make print-audit`: measures the files for every printer, without the rules of the product."""
