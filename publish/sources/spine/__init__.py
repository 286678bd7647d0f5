"""From the manifest and the files that it names to the sections of a Book."""
