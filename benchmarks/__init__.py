"""What nnviz costs, measured: each module here is a group with ``run() -> {name: number}``."""
