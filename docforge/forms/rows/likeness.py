"""How alike a text is to the items of a form: asked by cutting, recognition and matching alike.

What comes out is kept, because the printed items of a form come again in every file.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from docforge.forms.definitions.definition import Definition
from docforge.forms.values.wording import containment_of_words, likeness_of_words, normal

NEAR = 0.2
"""Below this likeness a text has nothing to do with an item."""
_MOST_KEPT = 10_000


def text_score(words: str, item: str) -> float:
    """How well a cell's words are an item's words, 0 to 1; both without anything but words.

    Whole against whole; or the item inside a cell that holds more (its options, its record); or
    a shortened item, which counts the less the more was left out. Exact from NEAR on.
    """
    whole = likeness_of_words(words, item)
    if whole >= 0.9 or not words:
        return whole
    least = max(whole, NEAR) - 0.01  # less than this would change nothing
    if len(words) > len(item) >= 6:
        return max(
            whole, 0.97 * containment_of_words(item, words, least) if len(item) >= 8 else 0.0
        )
    coverage = len(words) / max(len(item), 1)
    if len(words) >= 8 and coverage >= 0.3:
        return max(whole, containment_of_words(words, item, least) * (0.5 + 0.5 * coverage))
    return whole


class ItemTexts:
    """The texts of a form's items, by their place in the form."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self._texts = [normal(text) for text in texts]
        self._told: dict[str, Mapping[int, float]] = {}

    def near(self, text: str) -> Mapping[int, float]:
        """The places of the items that a text may be, with how alike it is to each."""
        if text not in self._told:
            if len(self._told) > _MOST_KEPT:
                self._told.clear()
            words = normal(text)
            scores = [(place, text_score(words, item)) for place, item in enumerate(self._texts)]
            self._told[text] = {place: score for place, score in scores if score >= NEAR}
        return self._told[text]

    def best(self, text: str) -> float:
        """How alike a text is to the nearest item; 0 where it is near none."""
        return max(self.near(text).values(), default=0.0)


def items_of(form: Definition) -> ItemTexts:
    """The item texts of a form."""
    return _items(tuple([item.text for item in form.items]))


@lru_cache(maxsize=64)
def _items(texts: tuple[str, ...]) -> ItemTexts:
    return ItemTexts(texts)
