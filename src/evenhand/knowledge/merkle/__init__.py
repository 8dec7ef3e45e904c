"""The tree that proves the record: leaves, roots, proofs, signed checkpoints, the walk over all entries, and packs."""
