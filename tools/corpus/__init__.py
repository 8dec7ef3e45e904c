"""The corpus of customers' messages: loading, validation, splits and measures. The words are in corpus/GUIDELINE.md."""
