"""The command line, one file a command. What is heavy is imported where it is needed: help comes at once."""
