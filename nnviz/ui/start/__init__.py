"""The start page: a network at work, the bundled ones, one's own files."""
