"""What goes wrong when a recording of skeletons is read or written."""

from psoas.errors import PsoasError


class RecordingError(PsoasError):
    """A recording of skeletons that cannot be read or written; the sentence names the file and the line or field."""
