"""What the kernel sandbox shows, as plain numbers and words."""
