"""Single mails as files."""
