"""An empty form as a draft: its table first, then what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from docforge.errors import UnreadableFile
from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.drafting.grid import Grid, find_grid
from docforge.forms.drafting.head import read_fields
from docforge.forms.drafting.options import legend_options
from docforge.forms.drafting.plan import Draft, Item, Part, Words
from docforge.forms.drafting.register import read_register
from docforge.forms.drafting.rows import NOTE, read_rows
from docforge.forms.drafting.unheaded import loose_items
from docforge.forms.drafting.vocabulary import Vocabulary
from docforge.forms.drafting.writing import written
from docforge.forms.lines import Line, lines_of
from docforge.forms.values.wording import normal, tidy
from docforge.layout import Document, NoticeCode
from docforge.messages import translate as _

_TITLE = re.compile(r"(?:表|记录|台账|台帐|清单|名单|报告|单|书|册|一览|汇总)(?:[（(].*[)）])?$")
_ATTACHMENT = re.compile(r"附(?:件|表|录)\s*[\d一二三四五六七八九十]*\s*[:：]?$")
_LABELLED = re.compile(r"[\u4e00-\u9fff）)]\s*[:：]")
_LONGEST_TITLE = 60
_LEAST_ITEMS = 2


def draft(document: Document, catalogue: Catalogue, id_: str) -> str:
    """The YAML of a definition of this empty form; of a workbook, of its fullest sheet.

    Raises UnreadableFile where no table of items and no header of columns is found, or where
    the blank is a picture that could not be read.
    """
    vocabulary = Vocabulary(catalogue)
    drafts = [_drawn(part, vocabulary) for part in _parts(document)]
    made = max(drafts, key=lambda one: (len(one.items), len(one.columns)), default=Draft())
    if not made.items and not made.columns:
        raise _nothing(document)
    if len(drafts) > 1:
        others = [own.title for own in drafts if own is not made and (own.items or own.columns)]
        for title in others:
            made.settle(_("another sheet holds “{title}”: draft it by itself").format(title=title))
    if document.media == "scan":
        made.settle(_("this was read from a scan: compare every word with the paper"))
    return written(made, id_)


def _parts(document: Document) -> list[Document]:
    if not document.is_workbook:
        return [document]
    return [replace(document, pages=(page,)) for page in document.pages if not page.hidden]


def _nothing(document: Document) -> UnreadableFile:
    if any(notice.code is NoticeCode.PICTURE_PAGE for notice in document.notices):
        return UnreadableFile(
            _("this form is a picture, and its print could not be read"),
            remedy=_("Give the Word, Excel or PDF file that it was printed from."),
        )
    return UnreadableFile(
        _("no table of items and no header of columns was found in this form"),
        remedy=_("Give an empty form whose table still has its header row."),
    )


def _drawn(document: Document, vocabulary: Vocabulary) -> Draft:
    lines = [line for line in lines_of(document) if line.text.strip() or line.table]
    made = Draft()
    body = _checklist(lines, vocabulary, made)
    if body is None:
        made = Draft(kind="register")
        body = read_register(lines, vocabulary, made)
    if body is None:
        return made
    rest = [line for number, line in enumerate(lines) if number not in body]
    made.title = _title(rest)
    made.landscape = any(page.width > page.height for page in document.pages)
    read_fields(rest, vocabulary, made)
    made.notes = [tidy(line.text) for line in rest if NOTE.match(line.text)]
    return made


def _checklist(lines: Sequence[Line], vocabulary: Vocabulary, made: Draft) -> set[int] | None:
    """The items of a checklist; None where it is none. The lines that are its own."""
    grid = find_grid(lines, vocabulary)
    items: list[Item] = []
    if grid is not None:
        items, body = read_rows(lines, grid, vocabulary)
    if grid is None or len(items) < _LEAST_ITEMS:
        items, body = loose_items(lines, vocabulary)
        grid = None
    if not items:
        return None
    made.items = items
    if grid is not None:
        _name_columns(grid, made)
    _name_options(lines, grid, vocabulary, made)
    return body


def _name_columns(grid: Grid, made: Draft) -> None:
    if grid.merged:
        made.columns.append(Part({"role": "conclusion", "print": grid.merged}))
    content = grid.halves[0].having("content")
    for column in grid.halves[0].columns:
        if content and column is not content and column.heading == content.heading:
            continue  # one heading over group and item
        if column.role:
            made.columns.append(Part({"role": column.role, "print": tidy(column.heading)}))
        elif not column.option and column.heading:
            made.settle(
                _("the column “{label}” has no known role").format(label=tidy(column.heading))
            )
    roles = {own.keys["role"] for own in made.columns}
    if roles & {"score", "deduction"} and "points" in roles and not grid.words:
        made.conclusions = "score"
        made.settle(_("full points conform, fewer do not: check that this is meant"))
    elif "conclusion" not in roles and not grid.words:
        made.conclusions = "text"
        made.settle(_("no column of conclusions: the words of the record are taken as them"))
        if "record" not in roles:
            _find_record(made)


def _find_record(made: Draft) -> None:
    """Without a record the column to be filled is the remark."""
    for own in made.columns:
        if own.keys["role"] == "remark":
            own.keys["role"] = "record"
            return


def _name_options(
    lines: Sequence[Line], grid: Grid | None, vocabulary: Vocabulary, made: Draft
) -> None:
    """The options that most items offer are the form's; others keep their own."""
    legend = legend_options((cell.text for line in lines for cell in line.cells), vocabulary)
    counted = Counter(tuple(item.words.items()) for item in made.items if item.words)
    headed: Words = grid.words if grid is not None else {}
    most = dict(counted.most_common(1)[0][0]) if counted else {}
    longest = max(
        (dict(words) for words in counted if _agrees(dict(words), most)), key=len, default={}
    )
    made.words = headed or longest or legend
    for item in made.items:
        if not item.words and legend:
            item.words = dict(legend)
    if made.conclusions == "marks" and not made.words:
        made.settle(_("no options are printed: √ is taken as 符合, × as 不符合, with a doubt"))
    if any(item.words.get("conform") in ("是", "有") for item in made.items):
        doubt = _("check yes_means: “yes” is taken as the problem where an item asks for one")
        made.settle(doubt)


def _agrees(words: Words, most: Words) -> bool:
    """Whether two sets of options differ only in one that the other does not offer."""
    return all(most.get(name, word) == word for name, word in words.items())


def _title(lines: Sequence[Line]) -> str:
    texts = []
    for line in lines:
        filled = [tidy(cell.text) for cell in line.cells if cell.text.strip()]
        if len(filled) == 1 and 3 < len(normal(filled[0])) <= _LONGEST_TITLE:
            texts.append(filled[0])
    plain = [
        text
        for text in texts
        if not _ATTACHMENT.match(text) and not _LABELLED.search(text) and not NOTE.match(text)
    ]
    return next((t for t in plain if _TITLE.search(t)), next(iter(plain), "")) or "未命名的表"
