"""Runs nnviz: python -m nnviz [FILE]."""

from nnviz.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
