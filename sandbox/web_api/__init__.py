"""THE WEB API: one module per family of methods, and the endpoint that answers them all."""
