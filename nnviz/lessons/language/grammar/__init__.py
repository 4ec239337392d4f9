"""From text to a tree: tokens, forms, and a parser by recursive descent."""
