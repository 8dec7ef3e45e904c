"""How much abuse people have to read, and what spares them."""
