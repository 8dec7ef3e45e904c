"""Mailboxes in the mbox formats: mails one after the other, each behind a "From " line."""
