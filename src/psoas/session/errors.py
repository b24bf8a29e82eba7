"""What can go wrong with a session, each as a sentence that says what to do."""

from psoas.errors import PsoasError


class SessionError(PsoasError):
    """The session cannot be held as asked."""
