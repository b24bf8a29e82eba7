"""Reports, charts and printed pages: what the app and the command line both show."""
