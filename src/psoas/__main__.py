"""`python -m psoas` is `psoas`."""

from psoas.cli.main import main

if __name__ == "__main__":
    main()
