"""Known words and their places in a text, words that are nearly known, and brackets."""
