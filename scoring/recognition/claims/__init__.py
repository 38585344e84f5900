"""What a text does not claim of its words: what it denies, ends, replaces or leaves in doubt."""
