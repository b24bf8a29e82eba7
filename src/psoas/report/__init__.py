"""On paper: what app and command line both show."""
