"""Alerts that have to be answered, requests, acts within the policy, and the policy itself."""
