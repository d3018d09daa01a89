"""`--fix`: what rules can put right without asking, in the text of paragraphs, looks kept.

Only the parts with such paragraphs are written anew, and in them only the texts that change; all
other members of the file stay byte for byte.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from docforge.check.diagnostic import Diagnostic
from docforge.check.examining import Examined, Settings, examined
from docforge.check.rules import RULES, Change
from docforge.check.story import FALLBACK, Story, own_texts, own_words
from docforge.check.subject import Subject
from docforge.render.package import serialised
from docforge.render.wordml import XML_SPACE, ancestor

_ROUNDS = 5
"""One mend may make another possible: braces of full width first, then signs inside them."""


@dataclass(frozen=True)
class MendedLine:
    """A paragraph before and after, and the codes of the rules that changed it."""

    where: str
    before: str
    after: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Mended:
    """A file put right: its new content, what changed, and what the check says of it now."""

    content: bytes
    lines: tuple[MendedLine, ...]
    examined: Examined


def mended(first: Examined, settings: Settings) -> Mended | None:
    """The file with all mends made that its findings call for; None where there are none.

    Findings that are allowed are left as they are. Looked at again, the new file has no finding of
    the kinds that were mended but those that a person must decide.
    """
    if first.subject is None:
        return None
    now, content = first, first.subject.content
    changed: dict[tuple[str, int], MendedLine] = {}
    for _round in range(_ROUNDS):
        assert now.subject is not None
        parts = dict(_mended_parts(now.subject, now.findings, changed))
        if not parts:
            break
        content = _with_members(content, parts)
        now = examined(first.path, settings, content)
        if now.subject is None:
            return None  # must not happen; the file stays as it was
    if content == first.subject.content:
        return None
    return Mended(content, tuple(changed.values()), now)


def difference(mended_file: Mended, path: Path) -> str:
    """What changes, paragraph by paragraph, as a diff of text."""
    made = [f"--- {path.as_posix()}", f"+++ {path.as_posix()}"]
    for line in mended_file.lines:
        made += [f"@@ {line.where} ({', '.join(line.codes)}) @@", f"-{line.before}"]
        made.append(f"+{line.after}")
    return "\n".join(made) + "\n"


def _mended_parts(
    subject: Subject, findings: Iterable[Diagnostic], changed: dict[tuple[str, int], MendedLine]
) -> Iterator[tuple[str, bytes]]:
    """The members that change, with their new content."""
    wanted: dict[tuple[str, int], list[str]] = {}
    for each in findings:
        if each.mendable and each.spot.line:
            codes = wanted.setdefault((each.spot.part, each.spot.line), [])
            if each.code not in codes:
                codes.append(each.code)
    for story in subject.stories:
        edits: list[tuple[etree._Element, str]] = []
        for (part, line), codes in wanted.items():
            if part == story.name:
                edits += _edits(story, line, codes, changed)
        if edits:
            yield story.part, _rewritten(subject.package.content(story.part), story, edits)


def _edits(
    story: Story, line: int, codes: list[str], changed: dict[tuple[str, int], MendedLine]
) -> Iterator[tuple[etree._Element, str]]:
    """The texts of a paragraph, and of its copies for old programs, that change."""
    paragraph = story.paragraphs[line - 1]
    before = own_words(paragraph)
    asked = [
        (change, code)
        for code in codes
        if (mend := RULES[code].mend) is not None
        for change in mend(before)
    ]
    changes: list[Change] = []
    made: list[str] = []
    # Of two that overlap the one that sees more of the text; the other may come in the next round.
    for change, code in sorted(asked, key=lambda each: each[0].start - each[0].end):
        if all(change.end <= one.start or change.start >= one.end for one in changes):
            changes.append(change)
            made.append(code)
    alike = [paragraph, *(each for each in _copies(story) if own_words(each) == before)]
    done = False
    for each in alike:
        for element, text in _texts_with(own_texts(each), changes):
            done = True
            yield element, text
    if done:
        after = _applied(before, changes)
        known = changed.get((story.name, line))
        start = known.before if known else before
        all_codes = tuple(dict.fromkeys((*(known.codes if known else ()), *made)))
        where = story.spot(paragraph).where
        changed[story.name, line] = MendedLine(where, start, after, all_codes)


def _copies(story: Story) -> Iterator[etree._Element]:
    return (each for each in story.paragraphs if ancestor(each, FALLBACK) is not None)


def _applied(text: str, changes: Iterable[Change]) -> str:
    for change in sorted(changes, key=lambda each: -each.start):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def _texts_with(
    texts: list[etree._Element], changes: list[Change]
) -> Iterator[tuple[etree._Element, str]]:
    """The w:t elements that change, with their new text: what is put in goes where the piece it
    replaces begins, but what stays the same at either side keeps its own run."""
    olds = [each.text or "" for each in texts]
    whole = "".join(olds)
    starts, at = [], 0
    for each in texts:
        starts.append(at)
        at += len(each.text or "")
    new = list(olds)
    for change in sorted(changes, key=lambda each: -each.start):
        change = _narrowed(whole, change)
        put = False
        for number, start in enumerate(starts):
            old = olds[number]
            low, high = max(change.start, start), min(change.end, start + len(old))
            if change.start == change.end:
                inside = start <= change.start <= start + len(old) and bool(old)
                low = high = change.start
            else:
                inside = low < high
            if inside and not (put and change.start == change.end):
                text = new[number]
                insert = "" if put else change.text
                new[number] = text[: low - start] + insert + text[high - start :]
                put = True
    for number, element in enumerate(texts):
        if new[number] != olds[number]:
            yield element, new[number]


def _narrowed(text: str, change: Change) -> Change:
    """A change without what is the same at its ends, so that other runs keep their text; one that
    only gathers a piece into one run stays whole."""
    old = text[change.start : change.end]
    if old == change.text:
        return change
    left = 0
    while left < min(len(old), len(change.text)) and old[left] == change.text[left]:
        left += 1
    right = 0
    most = min(len(old), len(change.text)) - left
    while right < most and old[-1 - right] == change.text[-1 - right]:
        right += 1
    return Change(
        change.start + left, change.end - right, change.text[left : len(change.text) - right]
    )


def _rewritten(content: bytes, story: Story, edits: Iterable[tuple[etree._Element, str]]) -> bytes:
    """The part with these texts changed, everything else as the program wrote it that made it."""
    numbers = {element: n for n, element in enumerate(story.root.iter(etree.Element))}
    wanted = {numbers[element]: text for element, text in edits}
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for number, element in enumerate(root.iter(etree.Element)):
        if number in wanted:
            element.text = wanted[number]
            element.set(XML_SPACE, "preserve")
    return serialised(root)


def _with_members(content: bytes, parts: dict[str, bytes]) -> bytes:
    """The archive with these members replaced, all others as they were packed, in their order."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info, parts.get(info.filename, old.read(info.filename)))
    return target.getvalue()
