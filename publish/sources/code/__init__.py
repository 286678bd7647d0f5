"""Program text: its colours, and the parts of files that a listing shows."""
