"""Recordings: analysed, reported, annotated."""
