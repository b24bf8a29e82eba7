"""The pages, each built by one function."""
