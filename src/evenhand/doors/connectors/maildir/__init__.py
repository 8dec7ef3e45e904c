"""Mailboxes in the Maildir format: a folder with cur and new, one file a mail."""
