"""The one family of errors whose text is meant for the person, not for the programmer."""


class PsoasError(Exception):
    """Something a person can act on.

    ``str(error)`` is one or two plain sentences: what is wrong, where, and what to do. The command line prints it and
    exits with code 2, a page shows it; neither ever shows a traceback for it.
    """
