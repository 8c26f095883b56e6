"""WHAT TIME DOES. One module per job, each given `now`; rows say when, the scheduler only wakes us."""
