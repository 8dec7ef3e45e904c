"""What laws ask of the employer, which feature serves it, and what is on record for it."""
