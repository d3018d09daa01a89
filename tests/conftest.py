"""What every test relies on."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Messages are compared in English, whatever machine the tests run on.
os.environ["DOCFORGE_LANG"] = "en"

# How long an example takes says more about the machine than about the code.
settings.register_profile("docforge", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("docforge")
