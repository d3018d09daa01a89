"""By what a printed copy names its enterprise: the shortest thing that tells it on its list."""

from __future__ import annotations

import hashlib

from docforge.intake.enterprises import Enterprise, EnterpriseList, Found, code_key, licence_key


def key_of(entry: Enterprise, listed: EnterpriseList) -> str:
    """The credit code or licence number where only this entry has it, else what stands for it."""
    code, licence = code_key(entry.uscc), licence_key(entry.licence_no)
    if code and listed.search(uscc=code).found is Found.ONE:
        return f"U{code}"
    if licence and listed.search(licence_no=licence).found is Found.ONE:
        return f"L{licence}"
    return _likeness_of(entry)


def entry_of(key: str, listed: EnterpriseList) -> Enterprise | None:
    """The entry that a key of a printed copy names; None where the list has it no more."""
    kind, value = key[:1], key[1:]
    if kind == "N":
        return next((each for each in listed.entries if _likeness_of(each) == key), None)
    if kind not in ("U", "L"):
        return None
    search = listed.search(**{"uscc" if kind == "U" else "licence_no": value})
    return search.entries[0] if search.found is Found.ONE else None


def _likeness_of(entry: Enterprise) -> str:
    """Of an entry that no number tells: all it says, as a number."""
    said = "\n".join(entry.values().values())
    return "N" + hashlib.sha256(said.encode()).hexdigest()[:10].upper()
