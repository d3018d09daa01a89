"""`python -m docforge` is the same as `docforge`."""

from docforge.cli import main

main()
