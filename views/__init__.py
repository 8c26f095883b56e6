"""WHAT PEOPLE SEE. Pure: domain values in, Block Kit dictionaries out, and what was typed back in."""
