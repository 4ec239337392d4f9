"""What the commands do; ``nnviz.cli`` reads the command line and calls them."""
