"""Direct messages by kind of outbox row: what they say, as blocks and as plain text for lock screens."""

SUMMARY = "summary"
