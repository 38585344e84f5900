"""Other programs that do part of what this one does, one module each: its task, what it lacks, and what it adds.

They live in a separate environment, whose Python is passed to them; nothing here imports them.
"""
