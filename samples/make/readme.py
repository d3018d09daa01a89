"""`samples/README.md`: what each sample shows, from the samples themselves."""

from __future__ import annotations

from collections.abc import Iterable

from samples.make.sample import Sample
from samples.make.truth import Truth

_HEAD = """\
# Samples

Returned forms as an office gets them back, made by `python -m samples.make`. Every enterprise,
person, address, code and telephone number is invented; the city of 云州 does not exist.

Beside each `NAME.ext` lies `NAME.truth.json`, what a faultless reader reports:

- `form`: the form's id, or null for a form that is not known.
- `fields`: head and foot, typed: ISO 8601 dates, lists of names, `present` or `absent`. Of a key
  that is not there nothing is expected.
- `answers`: per item the `conclusion`, the `record` exactly as written and the `remark` that was
  added to the printed one; `flags` where a flag must stand at this very item.
- `findings`: the problems. A record that numbers several gives several; those of an issue summary
  belong to no item (`"0"`).
- `rows`: a register's enterprises; cells that say “/” are left out.
- `flags`: codes that must be raised somewhere, sorted; others may be raised too.
- `list` (checklists only): what joining with the list of enterprises finds, `by` being `uscc`,
  `licence_no`, `name`, `offered` (near names only), `ambiguous` or `none`; the licence number;
  flags that joining raises.

`同上` in a record (15) stands for the record above it, and that is what the truth says.

| sample | form | findings | what it shows |
| --- | --- | --- | --- |
"""
_TAIL = """
Beside them: `enterprises.xlsx` and the same list as `enterprises-gbk.csv` (near twins by name, one
firm with two licences), and `letterhead.yaml`, the bureau that sends the notices.

Making them again gives the same bytes for Word, Excel and the lists. PDFs are printed by
LibreOffice and stay as they are unless `python -m samples.make --pdf` prints them again.
"""


def readme(samples: Iterable[Sample]) -> bytes:
    """The whole README."""
    rows = (
        f"| `{sample.name}` | {_form(sample.truth)} | {len(sample.truth['findings'])} "
        f"| {sample.shows} |\n"
        for sample in samples
    )
    return (_HEAD + "".join(rows) + _TAIL).encode()


def _form(truth: Truth) -> str:
    return str(truth["form"]).split("/")[-1] if truth["form"] else "unknown"
