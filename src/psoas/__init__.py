"""A movement coach for people who sit a lot, and the library it is made of."""

from importlib import import_module

#: Read by the build, too: asking the installed package for it costs a twentieth of a second at every start.
__version__ = "0.1.0"

#: What `psoas.api` has for programs; it is imported with the first of them (PEP 562), because it takes long.
_FOR_PROGRAMS = (
    "Angles",
    "Coach",
    "LevelLoad",
    "PsoasError",
    "Result",
    "Skeleton",
    "analyze",
    "exercises",
    "load",
    "read_skeletons",
    "write_skeletons",
)

__all__ = ["__version__", *_FOR_PROGRAMS]  # noqa: PLE0604 - names, only of another module


def __getattr__(name: str) -> object:
    if name not in _FOR_PROGRAMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module("psoas.api"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_FOR_PROGRAMS})
