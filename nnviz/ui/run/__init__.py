"""The page that plays a pass: the input at the left, the inspector at the right, time below."""
