"""One text from several readings of the same writing, and the signs of how sure it is.

Each reading proposes texts; all are weighed by all readings, and by the language where the words
of the trade are expected. Names of people and enterprises follow no language: for them it is not
asked.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from docforge.readers.scan.lines.decoding import (
    NONE,
    Numbers,
    Steps,
    best_path,
    candidates,
    laid,
    likelihoods,
    spoken,
)
from docforge.readers.scan.lines.words import Words, is_chinese

_PROPOSED = 5
"""So many texts of each reading are weighed."""
_SUREST = 1e-4
_STRANGEST = -14.0
_MUCH_LIKELIER, _GLIMPSED = 2.4, 1e-5
"""By how much (logarithm) more likely by the language a look-alike is a rival, however faintly it
was seen."""
_AS_LIKELY, _SEEN, _OFTENER, _USUAL = -0.5, 1e-4, 3, 10
"""The same of a character that stands for a word of its own, where the trade's texts have the
look-alike so many times as often, and so many times in all."""
_ENDS_SO = 2.0
"""The logarithm of how much likelier a name is that ends as names do, for each character of the
ending but one: 有限责任公司 can be nothing else, 有限公司 may be 有色公司."""
_SAID = 3.0
"""The logarithm of how much likelier a known short text is as a whole than by its words."""


@dataclass(frozen=True)
class Ink:
    """What the ink tells beside the model: whether some was not read, whether that looks like a 1,
    and how far apart in usual steps two characters lie between which one may be lost.
    """

    unread: bool
    overlooked: bool
    apart: float


@dataclass(frozen=True)
class Signs:
    """What tells how sure a text is; `heard` says whether the language had a voice.

    `margin` and `least` are logarithms of one in so many: how probable all other texts are
    together, and how improbable its worst character; `others` is the share of the readings that
    say something else, `lost` how probable a character is that was seen and left out, `changed`
    whether language overruled what was seen (or would, in a name), `strange` how unlikely its
    strangest character is by the language, `unread`, `overlooked` and `apart` are those of its
    ink, `count` its characters, `again` whether it was read more than once; `rival` whether the
    words tell strongly that one of its characters is another one that was glimpsed there.
    """

    margin: float
    least: float
    others: float
    lost: float
    changed: bool
    strange: float
    unread: bool
    overlooked: bool
    apart: float
    count: int
    again: bool
    heard: bool
    rival: bool = False


@dataclass(frozen=True)
class Agreed:
    """A text, the step of the first reading in which each character stands, and the signs."""

    numbers: Numbers
    at: tuple[int, ...]
    signs: Signs


def agreed(
    readings: Sequence[Steps],
    alphabet: Sequence[str],
    words: Words | None,
    ink: Ink,
    endings: Sequence[str] = (),
) -> Agreed:
    """The text that the readings of one piece of writing say together.

    Among `endings` are those of names: 有限责任公司 is the only thing that 有限贵任公司 can be.
    """
    languages: dict[Numbers, float] = {}
    firsts: list[Numbers] = []
    for reading in readings:
        proposed = candidates(reading, alphabet, words)
        firsts.append(proposed[0].numbers)
        seen_best = best_path(reading)
        languages[seen_best] = spoken(seen_best, alphabet, words)
        languages |= {each.numbers: each.language for each in proposed[:_PROPOSED]}
    for text in list(languages):
        for ended in _with_endings(text, alphabet, endings):
            languages.setdefault(ended, spoken(ended, alphabet, words))
    texts = sorted(languages)  # so that of two alike the same one is taken in whatever order
    seen = np.mean([likelihoods(reading, texts) for reading in readings], axis=0)
    scores = seen + np.array(
        [
            languages[text]
            + _as_a_whole(text, alphabet, words)
            + _as_names_end(text, alphabet, endings)
            for text in texts
        ]
    )
    chosen = int(scores.argmax())
    text = texts[chosen]
    shares = np.exp(scores - scores.max())
    rest = float((shares.sum() - shares[chosen]) / shares.sum())
    at = laid(readings[0], text)
    signs = Signs(
        margin=-math.log(rest + _SUREST),
        least=-math.log(1.0 - _least_probable(readings[0], text, at) + _SUREST),
        others=sum(first != text for first in firsts) / len(firsts),
        lost=_lost(readings[0], text),
        changed=text != texts[int(seen.argmax())],
        strange=_strangest([alphabet[number] for number in text], words),
        unread=ink.unread,
        overlooked=ink.overlooked,
        apart=ink.apart,
        count=len(text),
        again=len(readings) > 1,
        heard=words is not None,
        rival=words is not None and _has_rival(readings, text, alphabet, words),
    )
    return Agreed(text, tuple(at), signs)


def _has_rival(
    readings: Sequence[Steps], text: Numbers, alphabet: Sequence[str], words: Words
) -> bool:
    """Whether a character has a look-alike, however faintly seen, that the words ask for there.

    科 at the end of 回收科 is one: no reading doubts it, but 料 is what the trade writes.
    """
    said = spoken(text, alphabet, words)
    alone = words.alone("".join(alphabet[number] for number in text))
    tried: dict[tuple[int, int], float] = {}
    for reading in readings:
        for place, step in enumerate(laid(reading, text)):
            seen = zip(reading.numbers[step].tolist(), reading.shares[step].tolist(), strict=True)
            for other, share in seen:
                if share > _GLIMPSED:
                    tried[place, other] = max(tried.get((place, other), 0.0), share)
    for (place, other), share in tried.items():
        own, rival = alphabet[text[place]], alphabet[other]
        if own == rival or not (is_chinese(own) and is_chinese(rival)):
            continue
        gain = spoken((*text[:place], other, *text[place + 1 :]), alphabet, words) - said
        often = words.trade.get(rival, 0)
        usual = often >= max(_USUAL, _OFTENER * words.trade.get(own, 0))
        if gain > _MUCH_LIKELIER or (
            gain > _AS_LIKELY and share > _SEEN and place in alone and usual
        ):
            return True
    return False


def _with_endings(
    text: Numbers, alphabet: Sequence[str], endings: Sequence[str]
) -> Iterator[Numbers]:
    """A text with an ending in place of one that is a single character off, spaces aside."""
    written = [at for at, number in enumerate(text) if alphabet[number].strip()]
    for ending in endings:
        places = written[-len(ending) :]
        wrong = [
            (at, due) for at, due in zip(places, ending, strict=False) if alphabet[text[at]] != due
        ]
        if len(places) == len(ending) and len(wrong) == 1:
            ((at, due),) = wrong
            yield (*text[:at], alphabet.index(due), *text[at + 1 :])


def _as_names_end(text: Numbers, alphabet: Sequence[str], endings: Sequence[str]) -> float:
    """What a text gains by the longest of the endings that it has."""
    whole = "".join(alphabet[number].strip() for number in text)
    return max((_ENDS_SO * (len(end) - 1) for end in endings if whole.endswith(end)), default=0.0)


def _as_a_whole(text: Numbers, alphabet: Sequence[str], words: Words | None) -> float:
    """What a text gains that is said as a whole, as 无 is."""
    whole = "".join(alphabet[number] for number in text)
    return _SAID if words is not None and whole in words.said else 0.0


def _least_probable(steps: Steps, text: Numbers, at: Sequence[int]) -> float:
    return min(
        (share_of(steps, number, step) for number, step in zip(text, at, strict=True)), default=0.0
    )


def _lost(steps: Steps, text: Numbers) -> float:
    """The probability of the surest character that was seen and does not stand in a text."""
    left_out = ~np.isin(steps.numbers[:, 0], [NONE, *text])
    return float(steps.shares[left_out, 0].max(initial=0.0))


def share_of(steps: Steps, number: int, step: int) -> float:
    """How probable a character is in a step."""
    column = np.flatnonzero(steps.numbers[step] == number)
    return float(steps.shares[step, column[0]]) if len(column) else 0.0


def _strangest(characters: Sequence[str], words: Words | None) -> float:
    """The logarithm of the least likely Chinese character by the language; 0 where not asked."""
    if words is None:
        return 0.0
    state, strangest = Words.start, 0.0
    for character in characters:
        log, state = words.after(state, character)
        if is_chinese(character):
            strangest = min(strangest, log)
    return max(strangest, _STRANGEST)
