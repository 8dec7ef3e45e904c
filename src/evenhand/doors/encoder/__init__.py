"""The second look: a multilingual encoder that is asked about messages in doubt, where the extra is installed."""
