"""What a reading says by rule: contradictions as flags, problems as findings, corrections."""
