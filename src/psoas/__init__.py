"""A movement coach for people who sit a lot, and the library it is made of."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("psoas")
except PackageNotFoundError:
    __version__ = "0+unknown"

__all__ = ["__version__"]
