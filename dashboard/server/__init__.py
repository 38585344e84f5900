"""What stands before the app: middleware that limits, refuses, and marks what the server answers."""
