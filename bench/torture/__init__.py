"""Inputs that nobody should have to read: what psoas does with them."""
