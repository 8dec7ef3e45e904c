"""Merit, warning, restriction, review and appeal, with their letters."""
