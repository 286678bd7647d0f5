"""What a PDF claims of itself: metadata, XMP, and the standards that it meets."""
