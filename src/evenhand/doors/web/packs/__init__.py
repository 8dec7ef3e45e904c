"""Evidence packs at the desk: one member asks, another approves, and who was given the file is on record."""
