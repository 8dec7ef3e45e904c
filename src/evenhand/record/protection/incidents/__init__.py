"""Incidents: reported, read by whoever may, made good."""
