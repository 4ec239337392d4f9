"""Operations of imported models that are no layer of their own."""
