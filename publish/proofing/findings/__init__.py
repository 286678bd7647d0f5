"""What an editor should look at, one kind a file; `table.py` lists them."""
