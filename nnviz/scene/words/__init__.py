"""What people read: names, numbers, equations, questions."""
