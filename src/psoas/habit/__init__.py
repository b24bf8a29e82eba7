"""Sitting and getting up again."""
