"""A movement coach for people who sit a lot, and the library it is made of."""

#: Read by the build, too: asking the installed package for it costs a twentieth of a second at every start.
__version__ = "0.1.0"

__all__ = ["__version__"]
