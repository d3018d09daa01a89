"""The way out: issue summaries, rectification notices and registers from Submissions."""
