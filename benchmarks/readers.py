"""`python -m benchmarks.readers [FORMAT...]`: the readers beside their peers, in one run.

Every module of benchmarks.reading is a format; without arguments all of them run.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module

from benchmarks import reading


def main(wanted: Sequence[str]) -> None:
    for module in pkgutil.iter_modules(reading.__path__, "benchmarks.reading."):
        if not wanted or module.name.rpartition(".")[2] in wanted:
            import_module(module.name).main()


if __name__ == "__main__":
    main(sys.argv[1:])
