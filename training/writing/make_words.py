"""`python -m training.writing.make_words DICT.TXT`: the words that reading scans knows.

DICT.TXT is jieba's dictionary (package jieba, MIT licence): a word, how often it was counted, its
part of speech. Kept are words of one to four characters; see CARD.md.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path

from docforge.readers.scan.lines.words import FILE, LONGEST

_LEAST = 20
"""Words that were counted less often are left out; single characters are all kept."""


def kept_words(dictionary: str) -> dict[str, int]:
    """The words of a dictionary that are kept, with their counts."""
    counts: dict[str, int] = {}
    for line in dictionary.splitlines():
        word, count, *_rest = line.split()
        chinese = all("\u4e00" <= character <= "\u9fff" for character in word)
        if chinese and len(word) <= LONGEST and (int(count) >= _LEAST or len(word) == 1):
            counts[word] = max(1, int(count))
    return counts


def packed(counts: dict[str, int]) -> bytes:
    """The words in order, each with its count, as they are shipped."""
    lines = "".join(f"{word} {counts[word]}\n" for word in sorted(counts))
    return gzip.compress(lines.encode("utf-8"), 9, mtime=0)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("dictionary", type=Path)
    chosen = arguments.parse_args()
    counts = kept_words(chosen.dictionary.read_text(encoding="utf-8"))
    FILE.write_bytes(packed(counts))
    print(f"{len(counts)} words, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
