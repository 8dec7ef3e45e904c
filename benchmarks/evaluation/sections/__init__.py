"""The parts of the evaluation, in the order of the page."""
