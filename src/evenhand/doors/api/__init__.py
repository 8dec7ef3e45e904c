"""The API: what programs ask of the desk, each with the key of a member. django-ninja lives here alone."""
