"""Runs nnviz from a checkout: python main.py [FILE]."""

from nnviz.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
