"""Intake: from whatever a source holds to filed and read messages, bytes first."""
