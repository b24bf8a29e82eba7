"""What is taught: the exercises and the words around them, as data."""
