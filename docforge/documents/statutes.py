"""The statutes that findings break and notices cite, kept as data in `templates/statutes/`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic import Field as Schema

from docforge import data
from docforge.configuration import read_yaml
from docforge.errors import ConfigurationError
from docforge.messages import translate as _

KIND = "statute@1"
DEFAULT_ORDER = "administrative-penalty-law/28"
"""Orders what no special provision orders: article 28 of the Administrative Penalty Law."""


class Use(StrEnum):
    """What a provision is cited for: what was broken, the order to mend it, what comes after."""

    DUTY = "duty"
    ORDER = "order"
    PENALTY = "penalty"
    ENDING = "ending"
    """What ends a licence without being a penalty."""
    CHECK = "check"
    """What an inspection, or looking again, rests on."""


class Effect(StrEnum):
    """How a provision ends a licence; three things that everyday talk takes for one.

    吊销 punishes what was done with it (行政处罚法第九条), 撤销 takes back what should not have
    been given (行政许可法第六十九条), 注销 strikes off what has ended (行政许可法第七十条).
    """

    REVOCATION = "revocation"
    RESCISSION = "rescission"
    CANCELLATION = "cancellation"


_WORDS = {"吊销": Effect.REVOCATION, "撤销": Effect.RESCISSION, "注销": Effect.CANCELLATION}


class Status(StrEnum):
    """Whether a bureau's lawyers have looked at an entry; only they make it REVIEWED."""

    PROPOSED = "proposed"
    REVIEWED = "reviewed"


def _is_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text} is no regular expression: {error}") from error
    return text


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


class Article(BaseModel):
    """A provision. `article` is how it is cited; `wording` is verbatim, `summary` is not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Schema(pattern=r"^[a-z0-9-]+/[0-9.]+$")]
    article: Annotated[str, Schema(pattern=r"^第.+[条款项]$")]
    use: Annotated[tuple[Use, ...], BeforeValidator(_several), Schema(min_length=1)]
    wording: str | None = None
    summary: str | None = None
    ordered_under: str = DEFAULT_ORDER
    penalty: str | None = None
    effect: Effect | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    status: Status = Status.PROPOSED
    source: str
    note: str = ""
    elsewhere: str = ""
    """Of an article out of force whose number another matter has now: words (a regular expression)
    that show that the new one is cited."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.wording and not self.summary:
            raise ValueError(f"{self.id}: give its wording, or a summary where that is not certain")
        said = f"{self.wording or ''}{self.summary or ''}"
        named = {effect for word, effect in _WORDS.items() if word in said}
        if named != ({self.effect} - {None}):
            raise ValueError(f"{self.id}: `effect` must name what its text says (吊销, 撤销, 注销)")
        return self

    def in_force(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_until or day)


class Outdated(BaseModel):
    """Words that were right until a day and are not the law any more; the check looks for them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: Annotated[str, AfterValidator(_is_pattern)]
    """A regular expression; what it finds is shown."""
    until: date
    """The last day on which it was right."""
    instead: str
    source: str


class Statute(BaseModel):
    """A law or regulation and the provisions of it that inspections need."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Schema(pattern=r"^[a-z0-9-]+$")]
    title: Annotated[str, Schema(pattern=r"^《.+》$")]
    version: str
    articles: tuple[Article, ...] = ()
    outdated: tuple[Outdated, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        seen: set[str] = set()
        for article in self.articles:
            if not article.id.startswith(f"{self.id}/"):
                raise ValueError(f"{article.id} must begin with {self.id}/")
            if article.id in seen:
                raise ValueError(f"{article.id} stands twice")
            seen.add(article.id)
        return self


@dataclass(frozen=True)
class Statutes:
    """All provisions by id, in the order in which they are cited."""

    articles: Mapping[str, Article]
    titles: Mapping[str, str]
    outdated: tuple[Outdated, ...] = ()

    def get(self, id_: str) -> Article | None:
        return self.articles.get(id_)

    def orders(self, duties: Iterable[str]) -> tuple[str, ...]:
        """The provisions under which mending is ordered, for the duties that were broken."""
        return self._sorted(self.articles[duty].ordered_under for duty in duties)

    def penalties(self, duties: Iterable[str]) -> tuple[str, ...]:
        """The provisions that threaten those who do not mend, where there are such."""
        found = (self.articles[duty].penalty for duty in duties)
        return self._sorted(id_ for id_ in found if id_)

    def cite(self, ids: Iterable[str]) -> str:
        """How a document cites provisions: 《甲法》第九条第一项、第三项，《乙法》第十七条."""
        cited = []
        for law, group in groupby(self._sorted(ids), key=_law):
            cited.append(self.titles[law] + _joined(self.articles[id_].article for id_ in group))
        return "，".join(cited)

    def outdated_in(self, text: str, day: date) -> tuple[str, ...]:
        """The provisions out of force on a day that a text names, which a person wrote."""
        return self._sorted(
            id_
            for id_, article in self.articles.items()
            if not article.in_force(day) and _names(text, self.titles[_law(id_)], article.article)
        )

    def _sorted(self, ids: Iterable[str]) -> tuple[str, ...]:
        order = {id_: place for place, id_ in enumerate(self.articles)}
        return tuple(sorted(set(ids), key=order.__getitem__))


def _names(text: str, title: str, article: str) -> bool:
    """Whether a text names this provision, by the law's whole title or without its country."""
    law = title.strip("《》").removeprefix("中华人民共和国")
    whole = article.partition("条")[0] + "条"
    return re.search(rf"{re.escape(law)}》?[^《。；]*{whole}", text) is not None


def _law(id_: str) -> str:
    return id_.partition("/")[0]


def _joined(articles: Iterable[str]) -> str:
    """第九条第一项, 第九条第三项 -> 第九条第一项、第三项."""
    said: list[str] = []
    current = ""
    for article in articles:
        match = re.match(r"第[^条]+条(?:之[一二三四五六七八九十]+)?", article)
        head = match[0] if match else article
        rest = article.removeprefix(head)
        said.append(rest if head == current and rest else article)
        current = head
    return "、".join(said)


def load_statutes(folder: Path | None = None) -> Statutes:
    """The statutes of a user's folders, then the shipped ones; a user's law replaces a shipped.

    Raises ConfigurationError, naming file and line, also where a provision is named that no
    statute holds.
    """
    return _load(data.folders("templates", folder))


@lru_cache(maxsize=4)
def _load(folders: tuple[Path, ...]) -> Statutes:
    laws: dict[str, tuple[Statute, Path]] = {}
    for folder in folders:
        for path in sorted((folder / "statutes").glob("*.yaml")):
            law = read_yaml(path, Statute, KIND)
            laws.setdefault(law.id, (law, path))
    ordered = [laws[id_] for id_ in sorted(laws, key=_rank)]
    statutes = Statutes(
        {article.id: article for law, _path in ordered for article in law.articles},
        {law.id: law.title for law, _path in ordered},
        tuple(each for law, _path in ordered for each in law.outdated),
    )
    for law, path in ordered:
        for article in law.articles:
            _check_named(article, statutes, path)
    return statutes


def _check_named(article: Article, statutes: Statutes, path: Path) -> None:
    for named, use in ((article.ordered_under, Use.ORDER), (article.penalty, Use.PENALTY)):
        if Use.DUTY not in article.use or named is None:
            continue
        found = statutes.get(named)
        if found is None or use not in found.use:
            raise ConfigurationError(
                _("{article} names {named}, but no provision of that id is for “{use}”.").format(
                    article=article.id, named=named, use=use
                ),
                source=str(path),
            )


def _rank(law: str) -> tuple[int, str]:
    """Special law is cited before general law."""
    first = ("licence-regulation", "product-quality-law")
    return (first.index(law) if law in first else len(first), law)
