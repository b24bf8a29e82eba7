"""Read and write other programs' formats."""
