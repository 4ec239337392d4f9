"""Small painted controls that the window's parts share. Each is given its Look and knows no session."""
