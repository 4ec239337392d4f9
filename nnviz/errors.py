"""Errors raised on purpose: each is one friendly sentence that says what happened and what to do."""


class NNVizError(Exception):
    """Base of every error that nnviz raises on purpose. ``str(error)`` is the sentence a person reads."""


class ShapeError(NNVizError):
    """Sizes that do not fit each other: a layer and its input, weights and their layer."""


class UnknownNameError(NNVizError):
    """A name that is not one of the known ones; the sentence suggests the nearest."""


class OptionError(NNVizError):
    """An option or argument outside what is possible."""


class ExpressionError(OptionError):
    """A formula that can't be read or computed: characters ``start`` to ``end`` of it are what is meant."""

    def __init__(self, sentence: str, start: int, end: int) -> None:
        super().__init__(sentence)
        self.start, self.end = start, end


class InputError(NNVizError):
    """An input that the network cannot take: a picture, a table, an array."""


class FileError(NNVizError):
    """A file that cannot be opened or saved."""


class PictureError(FileError):
    """A picture that can't be taken. ``why``: it is ``"no picture"``, ``"too large"``, ``"damaged"``, or the
    system doesn't let it be read: ``"unreadable"``."""

    def __init__(self, sentence: str, why: str) -> None:
        super().__init__(sentence)
        self.why = why


class FileChangedError(FileError):
    """A file that somebody else has changed since it was opened; saving over it would lose their work."""


class FileGoneError(FileChangedError):
    """A file that was deleted or got another name since it was opened; saving would write it anew."""


class LessonError(FileError):
    """A lesson that can't be read: where it is wrong, line and column from 1. ``sentence`` says what is wrong
    without saying where; ``str(error)`` says both."""

    def __init__(self, file: str, line: int, column: int, sentence: str) -> None:
        super().__init__(f"{file}, line {line}, column {column}: {sentence}")
        self.file, self.line, self.column, self.sentence = file, line, column, sentence


class DivergenceError(NNVizError):
    """Training that ran away: a loss or a weight stopped being finite."""


class DisplayError(NNVizError):
    """A window was asked for where there is no display."""
