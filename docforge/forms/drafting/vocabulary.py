"""What printed words mean to a draft: labels as keys, headings as roles, words as options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from docforge import data
from docforge.configuration import read_yaml
from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.drafting.plan import Role
from docforge.forms.values.wording import core, likeness, normal

_LIKE = 0.8
_LONGEST_HEADING = 20
_LONGEST_ROLE = 16
_CLAUSES = re.compile(r"[，,；;。？?]")


class Wording(BaseModel):
    """`parsers/drafting.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fields: dict[str, tuple[str, ...]]
    columns: dict[Role, tuple[str, ...]]
    options: dict[str, tuple[str, ...]]
    problem_if_yes: tuple[str, ...]


class Vocabulary:
    """The trade's words, those of the known forms, and those of `parsers/drafting.yaml`."""

    def __init__(self, catalogue: Catalogue) -> None:
        path = data.find("parsers", "drafting.yaml")
        wording = read_yaml(path, Wording, "drafting@1", declared=True)
        labels = catalogue.labels
        self._phrases = catalogue.phrases
        self._keys = _by_label(wording.fields) | _by_label(labels.fields)
        self._column_keys = _register_keys(catalogue) | self._keys
        roles: dict[str, tuple[str, ...]] = {**labels.columns}
        self._roles: dict[str, Role] = {}
        for found in (wording.columns, roles):
            self._roles |= {core(word): role for role, own in found.items() for word in own}  # type: ignore[misc]
        self._options = {
            normal(word): name for name, words in wording.options.items() for word in words
        }
        self._problem_if_yes = wording.problem_if_yes

    def key(self, label: str) -> str | None:
        """The key of a field by its printed label, None for one that no list knows."""
        return self._keys.get(normal(label)) or self._keys.get(core(label))

    def column_key(self, label: str) -> str | None:
        """The key of a register's column."""
        return self._column_keys.get(core(label))

    def role(self, heading: str) -> Role | None:
        """The role of a checklist's column by its heading."""
        bare = core(heading)
        if not bare or len(bare) > _LONGEST_ROLE:
            return None
        if bare in self._roles:
            return self._roles[bare]
        scored = [
            (likeness(bare, word), role) for word, role in self._roles.items() if len(word) > 2
        ]
        best, role = max(scored, key=lambda pair: pair[0])
        return role if best >= _LIKE else None

    def option(self, word: str) -> str | None:
        """Which conclusion an option's word is, None for a word that is none."""
        bare = normal(word)
        if word.strip() in ("√", "×"):
            return {"√": "conform", "×": "nonconform"}[word.strip()]
        return self._options.get(bare) or self._options.get(bare.removesuffix("项"))

    def is_heading(self, text: str) -> bool:
        """Whether a text is short enough to head a column."""
        return 0 < len(normal(text)) <= _LONGEST_HEADING

    def sounds_bad(self, word: str) -> bool:
        """Whether an option's own word tells a problem (被占用, 破损)."""
        return word[:1] in "不未无非" or bool(self._phrases.problem_in(word))

    def yes_is_the_problem(self, question: str) -> bool:
        """Whether 是 or 有 answers a question badly: 是否存在…. Of several, the first decides."""
        asked = [part for part in _CLAUSES.split(question) if "是否" in part or "有无" in part]
        return bool(self._bad_question.search(asked[0] if asked else question))

    def asks_both_ways(self, question: str) -> bool:
        """Whether 是 answers one part of a question well and another badly."""
        asked = [part for part in _CLAUSES.split(question) if "是否" in part or "有无" in part]
        return len({bool(self._bad_question.search(part)) for part in asked}) > 1

    @cached_property
    def _bad_question(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{each})" for each in self._problem_if_yes))


def _by_label(several: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {core(label): key for key, labels in several.items() for label in labels}


def _register_keys(catalogue: Catalogue) -> dict[str, str]:
    """The keys that the known registers give to their printed columns."""
    return dict(_columns_of(catalogue))


def _columns_of(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for form in catalogue:
        for column in form.register_columns:
            for label in (column.print, *column.also):
                yield core(label), column.key
