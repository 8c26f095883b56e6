"""WHAT IS KEPT. Rows never leave this package; its repositories return `growth` values."""
