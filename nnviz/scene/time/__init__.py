"""Time on screen: phases, moments, sliding windows."""
