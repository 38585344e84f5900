"""Whom a cell names, in what role, and with which training."""
