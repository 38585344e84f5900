"""One item of a list: its known words, which of them count, and what is left over."""
