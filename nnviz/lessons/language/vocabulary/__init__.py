"""The words of the language, each with what it means: one table."""
