"""How likely a character follows others, by the words of the language and of the trade.

A text is words one after the other, each as likely as it is often (training/writing/CARD.md tells
where the counts come from). While a text is spelled out character by character, all ways in which
it may be parted into words are followed at once.
"""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("words.txt.gz")
LONGEST = 4
"""Characters of the longest word that is known."""

_FLATTENED = 0.7
"""Counts to this power: the language's are of newspapers and novels, so rare words count more."""
_TRADE = 0.4
"""The share of the trade's own words in a text."""
_UNHEARD = 0.5
"""What a character counts that no word begins with."""
_DIGIT, _SIGN, _LATIN = -6.0, -6.0, -7.5
"""Logarithms: digits, commas and letters come as they come."""
_FOLLOWED = 4
"""So many ways of parting a text are followed."""
_RARELY = 1e-3
"""A word that none ends here ends here after all."""
_REMEMBERED = 200_000

State = tuple[tuple[str, float], ...]
"""Beginnings of the word that is being spelled, each with its share."""


class Words:
    """The words, each with its weight, and what follows what by them.

    `said` are short texts that are said as a whole, as 无 is; `trade` tells how often the trade's
    own texts have a character.
    """

    start: State = (("", 1.0),)

    def __init__(
        self,
        weights: Mapping[str, float],
        said: Iterable[str] = (),
        trade: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._weights = dict(weights)
        self.said = frozenset(said)
        self.trade = trade
        self._whole = sum(self._weights.values())
        self._begun: dict[str, float] = {}
        for word, weight in self._weights.items():
            for end in range(1, len(word) + 1):
                beginning = word[:end]
                self._begun[beginning] = self._begun.get(beginning, 0.0) + weight
        self._known: dict[tuple[State, str], tuple[float, State]] = {}

    def with_texts(self, texts: Sequence[str]) -> Words:
        """The same with the words of some texts, which are a fixed share of all then."""
        counts: dict[str, int] = {}
        for text in texts:
            for run in re.findall("[\u4e00-\u9fff]+", text):
                for word in self.parted(run):
                    counts[word] = counts.get(word, 0) + 1
        own = sum(counts.values())
        if not own:
            return self
        scale = self._whole * _TRADE / own
        weights = {word: weight * (1 - _TRADE) for word, weight in self._weights.items()}
        for word, count in counts.items():
            weights[word] = weights.get(word, 0.0) + count * scale
        said = {text for text in texts if len(text) <= LONGEST}
        return Words(weights, said, Counter("".join(texts)))

    def parted(self, run: str) -> list[str]:
        """A run of Chinese characters as the words that it most likely is."""
        best = [0.0] + [-math.inf] * len(run)
        back = [0] * (len(run) + 1)
        for end in range(1, len(run) + 1):
            for begin in range(max(0, end - LONGEST), end):
                weight = self._weights.get(run[begin:end], _UNHEARD if end - begin == 1 else 0.0)
                score = best[begin] + math.log(weight / self._whole) if weight else -math.inf
                if score > best[end]:
                    best[end], back[end] = score, begin
        ends = [len(run)]
        while ends[-1]:
            ends.append(back[ends[-1]])
        return [run[begin:end] for begin, end in pairwise(reversed(ends))]

    def alone(self, text: str) -> set[int]:
        """Where a text has Chinese characters that are no part of a longer word."""
        found: set[int] = set()
        for run in re.finditer("[\u4e00-\u9fff]+", text):
            at = run.start()
            for word in self.parted(run[0]):
                if len(word) == 1:
                    found.add(at)
                at += len(word)
        return found

    def after(self, state: State, character: str) -> tuple[float, State]:
        """The logarithm of how likely the character is now, and the state after it."""
        key = state, character
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._after(state, character)
        return found

    def _after(self, state: State, character: str) -> tuple[float, State]:
        if not is_chinese(character):
            ended = sum(share * self._ends(begun) for begun, share in state)
            own = _DIGIT if character.isdecimal() else _SIGN if character in "，。、" else _LATIN
            return math.log(max(ended, _RARELY)) + own, self.start
        shares: dict[str, float] = {}
        anew = 0.0
        for begun, share in state:
            longer = self._begun.get(begun + character, 0.0) if begun else 0.0
            if longer:
                shares[begun + character] = share * longer / self._begun[begun]
            anew += share * max(self._ends(begun), _RARELY)
        own = self._begun.get(character, 0.0)
        beginning = character if own else ""
        anew *= max(own, _UNHEARD) / self._whole
        shares[beginning] = shares.get(beginning, 0.0) + anew
        whole = sum(shares.values())
        likely = sorted(shares.items(), key=lambda each: -each[1])[:_FOLLOWED]
        rest = sum(share for _begun, share in likely)
        return math.log(whole), tuple((begun, share / rest) for begun, share in likely)

    def _ends(self, begun: str) -> float:
        """How likely a word that began so ends here."""
        return self._weights.get(begun, 0.0) / self._begun[begun] if begun else 1.0


def is_chinese(text: str) -> bool:
    return len(text) == 1 and "\u4e00" <= text <= "\u9fff"


@lru_cache(maxsize=1)
def language() -> Words:
    """The words that docforge ships."""
    lines = gzip.decompress(FILE.read_bytes()).decode("utf-8").splitlines()
    counted = (line.split(" ") for line in lines)
    return Words({word: int(count) ** _FLATTENED for word, count in counted})
