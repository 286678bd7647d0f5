"""Whether a click on a word opens the line that it is from, and a line shows its words."""
