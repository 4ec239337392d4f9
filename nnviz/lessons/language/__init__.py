"""The lesson's language: conditions, claims and values, asked of a network. No eval: a parser of our own."""
