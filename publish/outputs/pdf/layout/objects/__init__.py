"""From the pages of a piece to the relocatable object that the linker takes."""
