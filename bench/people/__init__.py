"""Ten thousand made-up people before the questions, and where psoas sends them."""
