"""How long the check takes, and what it says of templates that others wrote.

    python -m benchmarks.check [FOLDER...]

FOLDER: templates to check besides docforge's own, such as `tests/templates` of docxtpl's source
distribution (which is LGPL and therefore not here). Layout is left out; what is imported once is
not counted; what is kept from file to file is forgotten before each round, so that every round is
a folder checked once. Each figure is milliseconds a template: the processor's time, median of
several rounds; the peer is docxtpl-lint, in the same process, turn and turn about.
"""

from __future__ import annotations

import functools
import gc
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from docforge import data
from docforge.check import Settings, examine
from docforge.check.diagnostic import Severity

ROUNDS = 9
LIMIT_MS = 5.0
"""What all rules but layout may take, a template (milliseconds)."""
OWN_FILTERS = frozenset({"my_filterA", "my_filterB"})
"""Those that docxtpl's own test gives its template, custom_jinja_filters_tpl.docx."""


def main(folders: Sequence[str]) -> None:
    own = data.shipped("templates") / "docx"
    for folder in (own, *map(Path, folders)):
        paths = sorted(folder.glob("*.docx"))
        print(f"{folder.name}: {len(paths)} templates")
        for name, figure in speeds(paths).items():
            print(f"  {name:<14} {figure:6.2f} ms a template (asked for: {LIMIT_MS:g})")
        findings(paths)


def speeds(paths: Sequence[Path]) -> dict[str, float]:
    """Milliseconds a template, by program."""
    candidates: dict[str, Callable[[Path], object]] = {"docforge": examine}
    try:
        from docxtpl_lint import lint

        candidates["docxtpl-lint"] = lint
    except ImportError:
        print("  docxtpl-lint is not installed: pip install -e '.[bench]'")
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for round_ in range(ROUNDS + 1):
        for name, work in candidates.items():
            forget()
            gc.collect()
            began = time.process_time()
            for path in paths:
                work(path)
            if round_:
                taken[name].append((time.process_time() - began) / len(paths) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def forget() -> None:
    """Empty what the check keeps of files that it has read."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith(
            ("docforge.check.", "docforge.render.")
        ):
            each.cache_clear()


def findings(paths: Sequence[Path]) -> None:
    """What is found, notes left out."""
    settings = Settings(filters=OWN_FILTERS)
    counted: Counter[str] = Counter()
    for path in paths:
        for each in examine(path, settings):
            counted[each.severity.value] += 1
            if each.severity is not Severity.INFO:
                print(f"  {path.name}: {each.severity} {each.code} {each.message}")
    print(f"  findings: {dict(counted) or 'none'}")


if __name__ == "__main__":
    main(sys.argv[1:])
