"""WHAT PEOPLE DO. One module per feature: parse, decide, record, show."""
