"""A LOCAL SLACK in the browser, as strict as the real one, for trying the unchanged bot."""
