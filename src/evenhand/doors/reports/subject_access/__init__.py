"""What the desk holds on one person, for that person: a contact of a customer, or a member."""
