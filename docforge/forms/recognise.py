"""Which form this is: every definition is scored against what stands on the paper.

A score is the weighted share of what the definition prints and the paper shows. Without enough
of the form's body (items, columns, printed sentences) no title makes it that form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.definitions.definition import Definition
from docforge.forms.kinds.register_header import header_share
from docforge.forms.lines import Line
from docforge.forms.rows.columns import HeaderReader
from docforge.forms.rows.items import text_score
from docforge.forms.values.wording import containment, likeness, normal, split_number

KNOWN = 0.5
"""From this score on a form is taken to be known."""
SURE = 0.62
"""Below this score a known form is flagged as doubtful."""

_TITLE_LIKE = 0.8
# An item counts in full from _SAME on; texts of other forms stay about or below _STRANGE.
_STRANGE, _SAME = 0.36, 0.66
# Under the form's own title a few of its items are a part of it, not another form.
_EXCERPT = 0.8
_CELLS_OF_A_ROW = 3


@dataclass(frozen=True)
class Recognition:
    """The best definition for a document; `form` is None where none reaches `KNOWN`."""

    form: Definition | None
    score: float
    nearest: Definition | None


@dataclass(frozen=True)
class _Weights:
    body: float
    title: float
    head: float
    least_body: float


_WEIGHTS = {
    "checklist": _Weights(body=0.6, title=0.2, head=0.2, least_body=0.35),
    "register": _Weights(body=0.7, title=0.2, head=0.1, least_body=0.5),
    "summary": _Weights(body=0.6, title=0.3, head=0.1, least_body=0.3),
}


def recognise(lines: Sequence[Line], catalogue: Catalogue) -> Recognition:
    """The form that these lines are, by their content alone."""
    scored = [(score(lines, form, catalogue), form) for form in catalogue]
    if not scored:
        return Recognition(None, 0.0, None)
    best, form = max(scored, key=lambda pair: pair[0])
    return Recognition(form if best >= KNOWN else None, round(best, 3), form)


def score(lines: Sequence[Line], form: Definition, catalogue: Catalogue) -> float:
    """How much of a form's print the lines show, 0 to 1."""
    weights = _WEIGHTS[form.kind]
    body = {"checklist": _items, "register": _columns, "summary": _sentences}[form.kind](
        lines, form, catalogue
    )
    title = title_score(lines, form)
    if form.kind == "checklist" and title >= _TITLE_LIKE and _is_excerpt(lines, form):
        body = max(body, _EXCERPT)
    total = weights.body * body + weights.title * title + weights.head * _head(lines, form)
    return total if body >= weights.least_body else min(total, KNOWN - 0.05)


def _is_excerpt(lines: Sequence[Line], form: Definition) -> bool:
    """Whether nearly all rows of the paper are items of the form, however few there are."""
    headers = HeaderReader(form)
    rows = [
        line
        for line in lines
        if sum(bool(cell.text.strip()) for cell in line.cells) >= _CELLS_OF_A_ROW
        and not headers.looks_like_header(line)
    ]
    known = sum(
        any(
            text_score(split_number(cell.text)[1], item.text) >= _SAME
            for cell in line.cells
            if len(normal(cell.text)) >= 5
            for item in form.items
        )
        for line in rows
    )
    return known >= 2 and known >= 0.8 * len(rows)


def title_score(lines: Sequence[Line], form: Definition) -> float:
    """How alike the most alike line is to the form's title; titles may be set in two lines."""
    filled = ([cell.text for cell in line.cells if cell.text.strip()] for line in lines)
    singles = [texts[0] for texts in filled if len(texts) == 1]
    texts = singles + [one + two for one, two in pairwise(singles)]
    best = 0.0
    for text in texts:
        if len(text) > 90:
            continue
        for title in form.all_titles:
            alike = likeness(text, title)
            if len(normal(text)) < 1.6 * len(normal(title)):
                alike = max(alike, containment(title, text) if len(text) >= len(title) else 0.0)
            best = max(best, alike)
    return best if best >= 0.5 else 0.0


def is_title(text: str, form: Definition) -> bool:
    """Whether a line is this form's title."""
    return any(likeness(text, title) >= _TITLE_LIKE for title in form.all_titles)


def _items(lines: Sequence[Line], form: Definition, _: Catalogue) -> float:
    """The share of the items that stand here; reworded ones count in part."""
    texts = {
        words
        for line in lines
        for cell in line.cells
        for words in (split_number(cell.text)[1],)
        if len(normal(words)) >= 5
    }
    best = (
        max((text_score(text, item.text) for text in texts), default=0.0) for item in form.items
    )
    return sum(min(max((score - _STRANGE) / (_SAME - _STRANGE), 0.0), 1.0) for score in best) / len(
        form.items
    )


def _columns(lines: Sequence[Line], form: Definition, catalogue: Catalogue) -> float:
    """All columns of the register, or nearly all of one of its bands."""
    whole, best_band = header_share(lines, form, catalogue)
    return max(whole, 0.9 * best_band)


def _sentences(lines: Sequence[Line], form: Definition, _: Catalogue) -> float:
    whole = normal("".join(line.text for line in lines))
    found = sum(containment(anchor, whole) >= 0.85 for anchor in form.anchors)
    return found / len(form.anchors) if form.anchors else 0.0


def _head(lines: Sequence[Line], form: Definition) -> float:
    """The share of printed columns (checklists) and field labels that stand on the paper."""
    whole = normal("".join(line.text for line in lines))
    printed = [normal(field.label) for field in form.fields if field.print]
    shown = [words in whole for words in printed]
    if form.kind == "checklist":
        headers = HeaderReader(form)
        roles = {headers.role_of(cell.text) for line in lines for cell in line.cells}
        shown += [column.role in roles for column in form.columns]
    return sum(shown) / len(shown) if shown else 0.0
