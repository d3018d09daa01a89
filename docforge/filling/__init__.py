"""A template and a table of records make documents: their names, writing them, printing them.

Knows neither forms nor findings. One record that cannot be used costs the others nothing.
"""
