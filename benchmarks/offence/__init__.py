"""Research only: how well offence in the public sense is told apart. Nothing here ships, and src never imports it."""
