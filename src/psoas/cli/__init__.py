"""The command line, one file per command. Heavy modules are imported inside functions so that help comes at once."""
