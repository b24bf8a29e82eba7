"""Moved to psoas.errors."""

from psoas.errors import PsoasError as PsoasError
