"""Pictures of one's own: a folder with one folder in it for each class."""

from nnviz.data.folders.choices import (
    Class,
    FolderChoices,
    FolderGuess,
    LeftOut,
    PicturesRead,
    Progress,
    Wanted,
)
from nnviz.data.folders.guess import look
from nnviz.data.folders.reading import again, digest, pictures_of, read

__all__ = [
    "Class",
    "FolderChoices",
    "FolderGuess",
    "LeftOut",
    "PicturesRead",
    "Progress",
    "Wanted",
    "again",
    "digest",
    "look",
    "pictures_of",
    "read",
]
