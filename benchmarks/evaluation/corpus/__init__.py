"""What is measured on our own corpus."""
