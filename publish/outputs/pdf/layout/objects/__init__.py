"""From the pages of a piece to the relocatable object for the linker."""
