"""Alerts and requests: who is asked, told and answers, and what waits in vain."""
