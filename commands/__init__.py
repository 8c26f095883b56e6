"""THE COMMAND LINE for operators: a module per group."""
