"""One file a resource: its addresses, each a handler of a few lines."""
