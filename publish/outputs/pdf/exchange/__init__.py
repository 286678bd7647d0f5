"""Plain data that the layout process and ours both know: objects, jobs, page numbers."""
