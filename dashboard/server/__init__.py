"""Middleware in front of the app: limits, refusals, and headers."""
