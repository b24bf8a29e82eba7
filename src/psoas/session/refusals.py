"""Errors that refuse to begin or continue a session."""

from __future__ import annotations

from psoas.errors import PsoasError


class SessionError(PsoasError):
    """The session cannot do what it is asked."""


class NotTodayError(PsoasError):
    """The rules refuse to start this today; the message is the day's reason."""


class QuestionsFirstError(NotTodayError):
    """The questions about warning signs, or their outcome, block the programme."""
