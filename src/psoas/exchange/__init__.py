"""Recordings and records in other programs' formats."""
