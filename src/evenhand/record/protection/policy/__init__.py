"""What is decided in advance that members may do alone, and their doing it."""
