"""The public sets, as they lie beside the repository in ../shared/data (or in EVENHAND_SHARED_DATA)."""
