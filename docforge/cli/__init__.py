"""The command line: one command a file, each thin. `docforge.cli:main` is the entry point."""

from __future__ import annotations


def main() -> None:
    """Run the command line and exit with its code."""
    from docforge.cli.front import docforge

    docforge()
