"""What a PDF claims to be: metadata, XMP, and the standards that it meets."""
