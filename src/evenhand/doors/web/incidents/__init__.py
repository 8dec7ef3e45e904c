"""Reporting what happened, the page of an incident, and the landing page of protection."""
