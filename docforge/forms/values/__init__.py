"""Written words as values: normal wording, dates, identifiers, typed values, problem lists."""
