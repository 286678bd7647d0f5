"""What a finished PDF is checked for: one surface per file."""
