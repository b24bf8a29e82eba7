"""The plan's data files, which the programme brings along; each asked for once by its own module."""

from __future__ import annotations

from importlib.resources import files

from psoas.programme.reading import Model, parse, read_text


def packaged(model: type[Model], name: str) -> Model:
    """Read and check a data file of `psoas.programme`.

    Raises
    ------
    CatalogueError
        If it does not say what `model` asks for; with its name, line and what to do.
    """
    return parse(model, read_text(files("psoas.programme") / name), name)
