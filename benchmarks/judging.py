"""Whether what a tool said of a form tells the right answer: a criterion for a machine.

A person who saw nothing but the tool's output must be able to tell. An option counts as told
where its surroundings differ from those of the others: by a sign that is known to be a mark, or,
among three or more, by being the only one that differs; in columns, by the cell under its heading.
A value counts as told where it stands in the row of its question and, in tables, under its
heading. Blanks and line breaks never count. It leans to the tool's side wherever it can.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from benchmarks.tools import Lines
from samples.make.ways.truth import Question, Truth

_CHOSEN = "☑☒✓✔√■●◉▣✅🗹⊠xXvVR\u00fe\uf0fe\uf052✗×"
_EMPTY = "□☐○◯◻⬜£\u00a8o\uf0a8\uf0a3\uf06f\uf0a3"
_NOTHING = re.compile(r"[\s—\-–/／、，,;；|:：._]*")
_BRACKETS = re.compile(r"[()（）\[\]【】]")
_STRUCK = re.compile(r"<(s|del|strike)>(.*?)</\1>|~~(.*?)~~", re.DOTALL)
_STRESSED = re.compile(r"<(u|b|i|em|strong)>(.*?)</\1>|\*\*(.*?)\*\*|__(.*?)__", re.DOTALL)
_TAGS = re.compile(r"</?\w+[^<>]*>|\\(?=\W)|&nbsp;")
_EMPTY_BRACKETS = re.compile(r"[(（\[【][)）\]】]")
_FARTHEST = 1200
_NEAR = 4


def right_answers(truth: Truth, lines: Lines) -> tuple[int, int]:
    """How many questions of a file the lines answer, and how many there are.

    Words that must stand once, stay out or stand apart count as one question each.
    """
    text = _Text(lines)
    asked = [(question, text.part_of(question, truth.questions)) for question in truth.questions]
    told = [_is_told(question, part, text) for question, part in asked]
    # Who loses all marks cannot tell an open item from an answered one either.
    marked = [ok for (q, _), ok in zip(asked, told, strict=True) if q.item and q.all_chosen]
    if not any(marked):
        told = [ok and not q.item for (q, _), ok in zip(asked, told, strict=True)]
    told += [text.whole.count(_bare(words)) == 1 for words in truth.once[:1]]
    told += [_bare(words) not in text.whole for words in truth.left_out[:1]]
    told += [_bare(words) not in text.whole for words in truth.beside[:1]]
    return sum(told), len(told)


class _Text:
    """The lines as one string, and where in it each line begins."""

    def __init__(self, lines: Lines) -> None:
        self.lines = [[_plainly(cell) for cell in line] for line in lines]
        self.flat = ""
        self.starts: list[int] = []
        for line in self.lines:
            self.starts.append(len(self.flat))
            self.flat += "\t".join(line) + "\n"
        self._kept = [at for at, sign in enumerate(self.flat) if not sign.isspace()]
        self.whole = "".join(self.flat[at] for at in self._kept)

    def part_of(self, question: Question, others: Sequence[Question]) -> tuple[int, int] | None:
        """From the question's own line to that of the next one; None where it is nowhere."""
        begin = self._at(question)
        if begin is None:
            return None
        later = [at for other in others if (at := self._at(other)) is not None and at > begin]
        return begin, min([*later, begin + _FARTHEST, len(self.flat)])

    def line_of(self, at: int) -> int:
        return max(number for number, start in enumerate(self.starts) if start <= at)

    def _at(self, question: Question) -> int | None:
        found = self.whole.find(_bare(question.at))
        if found < 0:
            return None
        at = self._kept[found]
        line = self.line_of(at)
        # In a table the answer may stand left of the words, too.
        return self.starts[line] if len(self.lines[line]) > 1 and not question.field else at

    def under(self, heading: str, line: int) -> str | None:
        """The cell of a line under a heading further up, in a table as wide."""
        cells = self.lines[line]
        for above in reversed(self.lines[:line]):
            names = [_bare(cell) for cell in above]
            if len(above) == len(cells) and _bare(heading) in names:
                return cells[names.index(_bare(heading))]
        return None


def _is_told(question: Question, part: tuple[int, int] | None, text: _Text) -> bool:
    if part is None:
        return False
    said = text.flat[part[0] : part[1]]
    line = text.line_of(part[0])
    if question.item:
        chosen = _by_words(said, question.options) or _by_columns(question, text, line)
        meant = question.all_chosen
        if (chosen,) != meant and not (chosen is None and not meant):
            return False
        return not question.record or _stands(question.record, question.column, said, text, line)
    heading = question.column or question.cell
    return all(_stands(words, heading, said, text, line) for words in question.as_shown)


def _stands(words: str, heading: str, said: str, text: _Text, line: int) -> bool:
    own = text.under(heading, line) if heading else None
    return _bare(words) in _bare(said if own is None else own)


def _by_columns(question: Question, text: _Text, line: int) -> str | None:
    """The one option under whose heading something other than an empty sign stands."""
    under = {option: text.under(option, line) for option in question.options}
    marked = [option for option, cell in under.items() if cell and _kind(cell) not in ("", "empty")]
    return marked[0] if len(marked) == 1 else None


def _by_words(said: str, options: Sequence[str]) -> str | None:
    """The option whose surroundings tell that it is meant."""
    pattern = re.compile("|".join(sorted(map(re.escape, options), key=len, reverse=True)))
    bare = re.sub(r"[^\S\n\t]+", "", said)
    found = [*pattern.finditer(bare)]
    # The printed text and the record may hold such words too: the options stand close together.
    group = _closest(found, len(options))
    if not group:
        return None
    names = [match.group() for match in group]
    if len(names) == 1:
        return names[0] if len(found) == 1 else None
    edges = [0, *(edge for match in group for edge in match.span()), len(bare)]
    gaps = [bare[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    gaps[0] = re.split(r"[\n\t]", gaps[0])[-1][-_NEAR:]
    gaps[-1] = re.split(r"[\n\t]", gaps[-1])[0][:_NEAR]
    before, after = gaps[:-1], gaps[1:]
    first = _kind(before[0]) != ""
    for sides in (before, after) if first else (after, before):
        told = _odd_one([_kind(side) for side in sides], names)
        if told is not None:
            return told
    return None


def _closest(found: Sequence[re.Match[str]], wanted: int) -> list[re.Match[str]]:
    """The tightest run of different options, as many as are offered; a lone word by itself."""
    runs = []
    for at in range(len(found)):
        run = found[at : at + wanted]
        if len({match.group() for match in run}) == wanted:
            runs.append((run[-1].end() - run[0].start(), run))
    if runs:
        return list(min(runs, key=lambda entry: entry[0])[1])
    return list(found[:1]) if len({match.group() for match in found}) == 1 else []


def _odd_one(kinds: Sequence[str], names: Sequence[str]) -> str | None:
    for kind in ("chosen", "stressed"):
        if kinds.count(kind) == 1:
            return names[kinds.index(kind)]
    kept = [kind != "struck" for kind in kinds]
    if sum(kept) == 1:
        return names[kept.index(True)]
    lone = [kind for kind in set(kinds) if kinds.count(kind) == 1]
    if len(kinds) > 2 and len(lone) == 1 and len(set(kinds)) == 2:
        return names[kinds.index(lone[0])]
    return None


def _kind(side: str) -> str:
    if "✂" in side:
        return "struck"
    if any(sign in side for sign in _CHOSEN):
        return "chosen"
    if any(sign in side for sign in _EMPTY) or _EMPTY_BRACKETS.search(side):
        return "empty"
    if "✍" in side:
        return "stressed"
    rest = _NOTHING.sub("", _BRACKETS.sub("", side))
    return rest[:1]


def _plainly(cell: str) -> str:
    """A cell without markup: struck words carry ✂ before them, stressed ones ✍."""
    for pattern, sign in ((_STRUCK, "✂"), (_STRESSED, "✍")):
        cell = pattern.sub(lambda match, sign=sign: _signed(match, sign), cell)  # type: ignore[misc]
    return _TAGS.sub("", cell)


def _signed(match: re.Match[str], sign: str) -> str:
    words = next((part for part in match.groups()[1:] if part is not None), "")
    return re.sub(r"(不符合|不适用|符合)", sign + r"\1", words)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
