"""A function of z that a person writes: read with a whitelist, computed with its exact slope, typeset.

Nothing that is written is ever run: text becomes tokens, those a tree, that a row of known operations.
"""
