"""The sheet on which a folder of pictures becomes examples and a network."""
