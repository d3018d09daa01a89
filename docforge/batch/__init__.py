"""Many files: finding them, running a function over them, progress, taking a run up again.

Knows neither forms nor findings: it is handed the function that does the work.
"""
