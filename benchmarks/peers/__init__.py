"""Other programs that come near to a part of what this one does, a module each: what it is asked, lacks and has more.

They live in an environment of their own, whose Python is passed to them; nothing here imports them.
"""
