"""The page of the ledger: does it hold, and which checkpoints are there to be kept elsewhere."""
