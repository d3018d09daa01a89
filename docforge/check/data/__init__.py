"""Family D2: what the template reads against what its contract promises and its sample gives."""

from docforge.check.data import logic, sample, variables

__all__ = ["logic", "sample", "variables"]
