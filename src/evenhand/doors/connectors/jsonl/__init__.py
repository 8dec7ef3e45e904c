"""Conversations as JSON Lines, one conversation a line."""
