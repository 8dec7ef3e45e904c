"""How often the reading is wrong: on our own corpus, on public sets, beside others, and at what cost."""
