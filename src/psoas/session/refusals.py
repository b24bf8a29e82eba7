"""Why a session cannot begin, or cannot go on."""

from __future__ import annotations

from psoas.errors import PsoasError


class SessionError(PsoasError):
    """A session is asked for something that it cannot do."""


class NotTodayError(PsoasError):
    """The day's rules refuse to start this; says why, in the sentence of the day."""


class QuestionsFirstError(NotTodayError):
    """Something stands before the programme: the questions about warning signs, or what came of them."""
