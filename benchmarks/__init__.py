"""What Trellis costs, as ratios to the least that could be done: `python -m benchmarks` measures and prints it."""
