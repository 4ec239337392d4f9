"""Mutates files of every format and opens them: each must open, or be refused in one sentence."""
