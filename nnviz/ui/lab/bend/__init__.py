"""Why a network needs a bend: without one its layers are a single matrix."""
