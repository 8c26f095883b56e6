"""THE BROWSER SIDE of the local Slack: pages, blocks and charts drawn from what the workspace holds."""
