"""WHAT IS TRUE about growing. Pure: no I/O, no clock, no Slack, no SQL; `now` comes in as a value."""
