"""What `__init__.py` gives lazily, said to type checkers and editors."""

from psoas.api import (
    Angles,
    Coach,
    LevelLoad,
    PsoasError,
    Result,
    Skeleton,
    analyze,
    exercises,
    load,
    read_skeletons,
    write_skeletons,
)

__all__ = [
    "Angles",
    "Coach",
    "LevelLoad",
    "PsoasError",
    "Result",
    "Skeleton",
    "__version__",
    "analyze",
    "exercises",
    "load",
    "read_skeletons",
    "write_skeletons",
]

__version__: str
