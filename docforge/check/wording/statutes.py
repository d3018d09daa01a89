"""Statutes that are no longer in force as they are cited; which ones is data "
"(templates/statutes)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from docforge.check.official.elements import DATE, paper_of
from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.check.wording.phrase import ERROR, excerpt, texts
from docforge.documents.statutes import Article, Statutes, load_statutes
from docforge.messages import marked as N_
from docforge.messages import translate as _

_NUMERALS = "[〇零一二三四五六七八九十百]+"
_CHINESE = f"第{_NUMERALS}条(?:之{_NUMERALS})?(?:第{_NUMERALS}[款项])*"


def written_on(subject: Subject) -> date:
    """The day by which the law is judged: the document's date; today for a template."""
    finished = None if subject.is_template else subject.finished
    told = finished.once(paper_of).date if finished is not None else None
    match = DATE.fullmatch(told.bare) if told is not None else None
    try:
        return date(*(int(match[name]) for name in ("year", "month", "day"))) if match else _today()
    except ValueError:
        return _today()


def _today() -> date:
    return date.today()


@lru_cache(maxsize=4)
def _citations(titles: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each statute by id what finds its citations: its title with or without 《》 and "
    "中华人民共和国."""
    made = []
    for law, title in titles:
        name = title.strip("《》").removeprefix("中华人民共和国")
        named = rf"(?:中华人民共和国)?{re.escape(name)}》?(?:[（(][^（()）]{{0,40}}[)）])?\s*的?"
        made.append((law, re.compile(rf"{named}(?P<articles>(?:{_CHINESE}|[、和及]|第\d+条)+)")))
    return tuple(made)


@rule(
    "W633", "wording", ERROR, N_("A provision is cited that is not in force."),
    why=N_("A measure under a provision that has been repealed or renumbered does not stand "
           "before a "
           "court."),
    bad="依据《行政处罚法》第二十三条，责令改正", good="《行政处罚法》第二十八条",
    fix=N_("Cite the provision that is in force; the list is kept in templates/statutes."),
)  # fmt: skip
def outdated(subject: Subject) -> Iterator[Found]:
    statutes = load_statutes()
    day = written_on(subject)
    citations = _citations(tuple(statutes.titles.items()))
    for line, text in subject.once(texts):
        if "法" in text or "条例" in text:
            for law, pattern in citations:
                for match in pattern.finditer(text):
                    for article in _out_of_force(statutes, law, match["articles"], day):
                        if article.elsewhere and re.search(article.elsewhere, text):
                            continue
                        told = _("{article} has not been in force since {date}. {note}")
                        said = told.format(
                            article=article.article, date=article.valid_until, note=article.note
                        )
                        piece = excerpt(text, match.start(), match.end())
                        yield Found(said.strip(), line.spot, piece)
        for each in statutes.outdated:
            if each.until >= day:
                continue
            match_ = _pattern(each.pattern).search(text)
            if match_ is not None:
                told = _("Since {date} this is not the law any more: {instead}")
                said = told.format(date=each.until, instead=each.instead)
                yield Found(said, line.spot, excerpt(text, match_.start(), match_.end()))


@lru_cache(maxsize=64)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _out_of_force(statutes: Statutes, law: str, cited: str, day: date) -> Iterator[Article]:
    for article in statutes.articles.values():
        if not article.id.startswith(f"{law}/"):
            continue
        head = article.article.partition("条")[0] + "条"
        if article.valid_until is not None and article.valid_until < day and head in cited:
            yield article
