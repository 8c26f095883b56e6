"""HOW IT RUNS. The only package that knows concrete things: Slack's client, the scheduler, the clock."""
