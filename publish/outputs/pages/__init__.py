"""What every format of several documents shares: pages, links between them, notes, index."""
