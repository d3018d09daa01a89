"""`python -m benchmarks.scan_names`: which enterprise a scan means, by a list of near-twins.

The list has 5,000 names, most of them one or two characters apart. Pages are drawn, the one alone
on which the name stands, with names of the list and with names that are one character off every
name of it. "taken" is what docforge joined with the form, "offered" what it shows to a person.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from multiprocessing import get_context

import numpy as np

from benchmarks.scan_set import filled, items_by_page
from benchmarks.scanning import as_pdf, scanned
from docforge.forms import load_catalogue
from docforge.intake.blanks import kept_blanks
from docforge.intake.enterprises import Enterprise, EnterpriseList
from docforge.intake.parsing import Parsing
from docforge.model import Submission
from training.marks.styles import TRAINED

_FORM = "shanxi-2022/inspection-record"
_CONDITIONS = ("scan300", "scan200", "scan150", "skew200", "bad200", "photo")
_TOWNS = ("云州", "平安", "长岭", "东河", "青川", "白石", "东平", "西河", "青州", "云岭")
_FIRST, _SECOND = "金华恒宏盛永鑫昌新兴", "达源远泰丰隆通顺阳升"
_TRADES = ("水泥", "化肥", "电缆", "钢管", "食品包装")
_KINDS = ("有限公司", "有限责任公司", "股份有限公司", "厂")


@dataclass
class Figures:
    """What became of the names, and those that went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, form: Submission, name: str, listed: bool) -> None:
        own = form.fields["enterprise_name"]
        taken = own.value if form.value("licence_no") else None
        codes = {flag.code for flag in own.flags}
        told = bool(codes & {"enterprise_not_listed", "enterprise_offered"})
        group = "listed" if listed else "not listed"
        self.counts[group] += 1
        if taken is not None and taken != name:
            silent = "doubtful_text" not in codes
            self.counts[f"{group}, another taken"] += 1
            self.counts[f"{group}, another taken without a flag"] += silent
        elif taken is not None:
            self.counts[f"{group}, taken"] += 1
        elif told:
            self.counts[f"{group}, told"] += 1
            self.counts[f"{group}, told, offered first"] += own.alternatives[:1] == (name,)
            self.counts[f"{group}, told, offered"] += name in own.alternatives
        if taken != name and listed:
            self.wrong.append(f"{name}: {own.raw!r} {own.confidence} -> {own.alternatives}")


def names(count: int) -> list[str]:
    """So many invented names, alike as those of a trade in one county are."""
    every = [
        f"{town}市{first}{second}{trade}{kind}"
        for town, first, second, trade, kind in product(_TOWNS, _FIRST, _SECOND, _TRADES, _KINDS)
    ]
    order = np.random.default_rng(3).permutation(len(every))
    return [every[index] for index in order[:count]]


def read(chosen: argparse.Namespace, numbers: Sequence[int]) -> Figures:
    """What became of some of the pages; each is drawn from a seed of its own."""
    drawn = names(chosen.listed + chosen.count)
    listed = EnterpriseList(
        Enterprise(enterprise_name=name, licence_no=f"（晋）XK08-001-{number:05}")
        for number, name in enumerate(drawn[: chosen.listed])
    )
    catalogue = load_catalogue()
    whole = next(each for each in kept_blanks(catalogue) if each.form == _FORM)
    items = items_by_page(whole, [item.id for item in catalogue.get(_FORM).items])
    first = replace(whole, pages=whole.pages[:1])
    parsing = Parsing(catalogue, enterprises=listed)
    figures = Figures()
    for number in numbers:
        random = np.random.default_rng((chosen.seed, number))
        on_it = number % 4 != 3
        name = drawn[number] if on_it else drawn[chosen.listed + number]
        sheets, _truth = filled(first, items, TRAINED, random, name)
        condition = _CONDITIONS[number % len(_CONDITIONS)]
        page = as_pdf([scanned(sheets[0], condition, random)], condition)
        figures.add(parsing.submissions(page, f"{number}.pdf")[0], name, on_it)
    return figures


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=120)
    arguments.add_argument("--listed", type=int, default=5000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--processes", type=int, default=2)
    chosen = arguments.parse_args()
    shares = [range(chosen.count)[at :: chosen.processes] for at in range(chosen.processes)]
    figures = Figures()
    with ProcessPoolExecutor(chosen.processes, mp_context=get_context("spawn")) as pool:
        for part in pool.map(partial(read, chosen), shares):
            figures.counts.update(part.counts)
            figures.wrong += part.wrong
    print("\n".join(figures.wrong))
    for key, count in sorted(figures.counts.items()):
        print(f"{key}: {count}")


if __name__ == "__main__":
    main()
