"""What leaves the desk as a document: evidence packs, letters, charts."""
