"""Programs for those who build nnviz: bundled networks, tables, checks."""
