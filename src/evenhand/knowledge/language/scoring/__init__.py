"""Learnt weights over words and characters: what lists and grammars alone do not see."""
