"""Checks that formats of several documents share, one surface a file; each takes the product."""
