"""What can go wrong with an analysis before it begins."""

from psoas.errors import PsoasError


class AnalysisError(PsoasError):
    """An analysis that cannot be done as asked; the sentence says what to change."""
