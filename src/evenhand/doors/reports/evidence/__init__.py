"""Evidence packs, and the one file that verifies them anywhere."""
