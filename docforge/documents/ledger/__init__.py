"""The ledger of findings (工作台账) that clerks hold: what comes in, what stands, what is due."""
