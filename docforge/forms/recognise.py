"""Which form this is: every definition is scored against what stands on the paper.

A score is the weighted share of what the definition prints and the paper shows. Without enough
of the form's body (items, columns, printed sentences) no title makes it that form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.definitions.definition import Definition
from docforge.forms.kinds.register_header import header_share
from docforge.forms.lines import Line
from docforge.forms.paper import Paper
from docforge.forms.rows.columns import HeaderReader
from docforge.forms.rows.likeness import items_of
from docforge.forms.titles import TITLE_LIKE, Titles
from docforge.forms.values.wording import containment, normal, split_number

KNOWN = 0.5
"""From this score on a form is taken to be known."""
SURE = 0.62
"""Below this score a known form is flagged as doubtful."""

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
    """The form that these lines are, by their content alone; of two equal ones the first by id.

    Head and title are quickly compared; the body, which is not, only of forms that it could still
    make the best.
    """
    paper = Paper(lines)
    scorings = [_Scoring(paper, form, catalogue) for form in catalogue]
    best: tuple[float, Definition] | None = None
    for scoring in sorted(scorings, key=lambda each: -each.bound):
        if best is not None and scoring.bound < best[0]:
            break
        found = scoring.score()
        if best is None or (-found, scoring.form.id) < (-best[0], best[1].id):
            best = found, scoring.form
    if best is None:
        return Recognition(None, 0.0, None)
    return Recognition(best[1] if best[0] >= KNOWN else None, round(best[0], 3), best[1])


def score(lines: Sequence[Line], form: Definition, catalogue: Catalogue) -> float:
    """How much of a form's print the lines show, 0 to 1."""
    return _Scoring(Paper(lines), form, catalogue).score()


class _Scoring:
    """A paper compared with a form."""

    def __init__(self, paper: Paper, form: Definition, catalogue: Catalogue) -> None:
        self.form = form
        self._paper = paper
        self._catalogue = catalogue
        self._weights = _WEIGHTS[form.kind]
        self._title = _title_score(paper, form, catalogue.titles)
        self._head = _head(paper, form)

    @property
    def bound(self) -> float:
        """More than this the score cannot be, whatever stands in the body."""
        return self._total(1.0)

    def score(self) -> float:
        """How much of the form's print the paper shows, 0 to 1."""
        form = self.form
        body = {"checklist": _items, "register": _columns, "summary": _sentences}[form.kind](
            self._paper, form, self._catalogue
        )
        titled = form.kind == "checklist" and self._title >= TITLE_LIKE
        if titled and body < _EXCERPT and _is_excerpt(self._paper, form):
            body = _EXCERPT
        total = self._total(body)
        return total if body >= self._weights.least_body else min(total, KNOWN - 0.05)

    def _total(self, body: float) -> float:
        weights = self._weights
        return weights.body * body + weights.title * self._title + weights.head * self._head


def _is_excerpt(paper: Paper, form: Definition) -> bool:
    """Whether nearly all rows of the paper are items of the form, however few there are."""
    headers = HeaderReader(form)
    rows = [
        line
        for line in paper.lines
        if sum(bool(cell.text.strip()) for cell in line.cells) >= _CELLS_OF_A_ROW
        and not headers.looks_like_header(line)
    ]
    known = sum(
        any(
            items_of(form).best(split_number(cell.text)[1]) >= _SAME
            for cell in line.cells
            if len(normal(cell.text)) >= 5
        )
        for line in rows
    )
    return known >= 2 and known >= 0.8 * len(rows)


def _title_score(paper: Paper, form: Definition, titles: Titles) -> float:
    """How alike the most alike line is to the form's title."""
    found = (titles.like(text).get(form.id) for text in paper.titles)
    return max((alike.best for alike in found if alike is not None), default=0.0)


def _items(paper: Paper, form: Definition, _: Catalogue) -> float:
    """The share of the items that stand here; reworded ones count in part."""
    texts = items_of(form)
    best = [0.0] * len(form.items)
    for text in paper.texts:
        for place, alike in texts.near(text).items():
            best[place] = max(best[place], alike)
    counted = [min(max((each - _STRANGE) / (_SAME - _STRANGE), 0.0), 1.0) for each in best]
    return sum(counted) / len(form.items)


def _columns(paper: Paper, form: Definition, catalogue: Catalogue) -> float:
    """All columns of the register, or nearly all of one of its bands."""
    whole, best_band = header_share(paper.lines, form, catalogue)
    return max(whole, 0.9 * best_band)


def _sentences(paper: Paper, form: Definition, _: Catalogue) -> float:
    found = sum(containment(anchor, paper.whole) >= 0.85 for anchor in form.anchors)
    return found / len(form.anchors) if form.anchors else 0.0


def _head(paper: Paper, form: Definition) -> float:
    """The share of printed columns (checklists) and field labels that stand on the paper."""
    shown = [paper.shows(normal(field.label)) for field in form.fields if field.print]
    if form.kind == "checklist":
        headers = HeaderReader(form)
        roles = {headers.role_of(text) for text in paper.labels}
        shown += [column.role in roles for column in form.columns]
    return sum(shown) / len(shown) if shown else 0.0
