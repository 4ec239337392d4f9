"""Training: losses, backward pass, optimisers, schedules, and one step opened up."""
