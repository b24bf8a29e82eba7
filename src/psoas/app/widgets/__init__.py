"""Widgets: the parts that several pages are built from."""
