"""What forms there are: definitions, labels and phrases, read from `parsers/` and checked."""
