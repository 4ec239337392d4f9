"""Where everything stands, before any value is known."""
