"""What the Train page shows and says."""
