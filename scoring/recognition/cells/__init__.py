"""What one cell of the four questions states: its parts, its items, and what in it was not understood."""
