"""Recordings and their analyses."""

from recorded import marches, recording, result  # noqa: F401 - fixtures
