"""What every test relies on."""

from __future__ import annotations

import os

# Messages are compared in English, whatever machine the tests run on.
os.environ["DOCFORGE_LANG"] = "en"
