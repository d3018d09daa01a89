"""Why the system refused a file, in the user's language: the common reasons, else its own words."""

from __future__ import annotations

import errno

from docforge.messages import marked as N_
from docforge.messages import translate as _

_SAID = {
    "ENOENT": N_("there is no such file or folder"),
    "EACCES": N_("permission is denied"),
    "EPERM": N_("permission is denied"),
    "EROFS": N_("the disk may only be read"),
    "ENOSPC": N_("the disk is full"),
    "EDQUOT": N_("the disk is full"),
    "EBUSY": N_("the file is in use"),
    "ETXTBSY": N_("the file is in use"),
    "EISDIR": N_("it is a folder"),
    "ENOTDIR": N_("part of the path is a file, not a folder"),
    "EEXIST": N_("something of this name is there already"),
    "ENAMETOOLONG": N_("the name is too long"),
    "EMFILE": N_("too many files are open"),
    "EIO": N_("the disk cannot be read or written"),
}
_IN_USE_ON_WINDOWS = frozenset({32, 33})
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, which Python gives as permission denied."""


def refusal(error: BaseException) -> str:
    """The reason without a full stop; for what is not among the common ones, the error's words."""
    if getattr(error, "winerror", None) in _IN_USE_ON_WINDOWS:
        return _("the file is in use")
    name = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    if name in _SAID:
        return _(_SAID[name])
    return getattr(error, "strerror", None) or str(error)
