"""Training of the weights that the reading uses: `python -m tools.training`, or `make train`."""
