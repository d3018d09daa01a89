"""The titles of all forms: how alike a line is to each of them.

A line is compared with all titles at once and what comes out is kept, because the printed lines
of a form come again in every file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from docforge.forms.definitions.definition import Definition
from docforge.forms.values.wording import containment_of_words, likeness_of_words, normal

TITLE_LIKE = 0.8
"""From this likeness on a line is a form's title."""
_LONGEST = 90  # characters
_LEAST = 0.5
_MOST_KEPT = 20_000


class TitleLikeness(NamedTuple):
    """How alike a line is to a form's title: as a whole, and where the title is but part of it."""

    whole: float
    best: float


class Titles:
    """The titles of a catalogue's forms."""

    def __init__(self, forms: Iterable[Definition]) -> None:
        self._titles = [
            (form.id, title, normal(title)) for form in forms for title in form.all_titles
        ]
        self._told: dict[str, Mapping[str, TitleLikeness]] = {}
        self._parts: dict[str, bool] = {}

    def like(self, text: str) -> Mapping[str, TitleLikeness]:
        """Form id -> how alike a line is to the form's title; without forms that are unlike."""
        if text not in self._told:
            if len(self._told) > _MOST_KEPT:
                self._told.clear()
            self._told[text] = self._like(text)
        return self._told[text]

    def _like(self, text: str) -> Mapping[str, TitleLikeness]:
        found: dict[str, TitleLikeness] = {}
        own = normal(text)
        length = len(own)
        if len(text) > _LONGEST or not length:
            return found
        for form, title, words in self._titles:
            # No two texts are more alike than their lengths are.
            if 2 * min(length, len(words)) < _LEAST * (length + len(words)):
                continue
            whole = likeness_of_words(own, words)
            best = whole
            if length < 1.6 * len(words) and len(text) >= len(title):
                best = max(whole, containment_of_words(words, own, _LEAST))
            if best >= _LEAST:
                before = found.get(form, TitleLikeness(0.0, 0.0))
                found[form] = TitleLikeness(max(whole, before.whole), max(best, before.best))
        return found

    def has(self, text: str) -> bool:
        """Whether a line is the title of any form."""
        if len(text) >= _LONGEST:
            return False
        return any(alike.whole >= TITLE_LIKE for alike in self.like(text).values())

    def has_part(self, text: str) -> bool:
        """Whether a line may be the first half of a title that was set in two lines."""
        if text not in self._parts:
            if len(self._parts) > _MOST_KEPT:
                self._parts.clear()
            self._parts[text] = self._has_part(text)
        return self._parts[text]

    def _has_part(self, text: str) -> bool:
        own = normal(text)
        return any(
            len(own) < len(words) and containment_of_words(own, words, 0.9) >= 0.9
            for _, _, words in self._titles
        )
