"""WHAT IS KEPT. `Store` opens transactions; one repository per noun returns the values of `growth`, never rows."""
