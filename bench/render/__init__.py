"""People rendered with exact truth: `python -m bench.render --help`. See bench/README.md and decision 0007."""
