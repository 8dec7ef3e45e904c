"""Keeping and giving up data: how long, what is held on a person, and what people are told."""
