"""The command line: which command, with which options; errors in one line.

Each command is imported when it is called: a window must not wait for what only the others need.
"""

from __future__ import annotations

import argparse
import errno
import io
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NoReturn

import nnviz
from nnviz import plaintext
from nnviz.errors import NNVizError, OptionError
from nnviz.ui.log import log_path, start_logging

DESCRIPTION = """\
nnviz [FILE]                       open the window on a file or a bundled sample
nnviz run FILE                     compute one forward pass
nnviz render FILE --out F.png      draw the canvas into a picture: .png, .svg or .pdf
nnviz train --data D --out F       train a network on a data set, a table or pictures
nnviz info FILE                    print what a file holds
nnviz samples                      list the bundled samples
nnviz lesson NAME                  open a lesson; also: check, new, export

FILE is a path or the name of a bundled sample. nnviz COMMAND --help tells more."""

TRAIN = """\
nnviz train --data table.csv --out F.nnviz    a network that fits the table
nnviz train --data FOLDER --out F.nnviz       pictures, a folder for each class
nnviz train FILE --data D --out F.nnviz       the layers of FILE, from new weights

Data sets that have a name: outing, xor, iris, sine, digits, mnist. Ctrl-C keeps the best so far."""
LESSON = """\
nnviz lesson NAME|FILE             open a lesson
nnviz lesson check FILE...         check its text, and all that it claims
nnviz lesson new FILE              write a small one to begin with
nnviz lesson export FILE --out F   a handout (.pdf), or its questions (.xml, .gift)"""
_LESSON = "a lesson's .md file, or the name of a bundled one"
_LESSONS = f"{_LESSON}; all bundled ones where none is named"
_FILE = "a .nnviz or .onnx file, or the name of a bundled sample"
_JSON = "print one JSON object; what isn't a number in it reads NaN, Infinity or -Infinity"
_INPUT = (
    "a .npy file (one network input or a batch, the numbers as they are) or a picture; for a network with "
    "several inputs once for each, or one .npz file"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, or 2 after one line on standard error."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    start_logging()
    try:
        status = _dispatch(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except NNVizError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("stopped by Ctrl-C.")
    except BrokenPipeError:
        _give_up_output()
        return 0
    except Exception as problem:
        if isinstance(problem, OSError) and problem.errno == errno.ENOSPC:
            sentence = "the disk is full; make room, then run this again."
        else:
            logging.getLogger("nnviz").exception("nnviz %s", " ".join(arguments))
            sentence = f"something went wrong that shouldn't; {log_path()} holds the details for a report."
        _give_up_output()
        return _fail(sentence)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: a table holds σ and ×, and names are of any script. What is no
    text in a file's name is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _dispatch(arguments: list[str]) -> int:
    if arguments and arguments[0] in _COMMANDS:
        return _COMMANDS[arguments[0]](arguments[1:])
    return _window(arguments)


def _give_up_output() -> None:
    """Leave what isn't printed yet: who read it has closed it, as `head` does, or its disk is full, and the
    interpreter would complain of that once more when it ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(sentence: str) -> int:
    print(f"nnviz: {plaintext.sentence(' '.join(sentence.split()))}", file=sys.stderr)
    return 2


class _Parser(argparse.ArgumentParser):
    """Complains in one line, as every other error does."""

    def error(self, message: str) -> NoReturn:
        raise OptionError(f"{message}; {self.prog} --help lists what is possible.")


def _window(arguments: list[str]) -> int:
    parser = _Parser("nnviz", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE", nargs="?", help=_FILE)
    parser.add_argument("--version", action="store_true", help="print the version")
    options = parser.parse_args(arguments)
    if options.version:
        print(f"nnviz {nnviz.__version__}")
        return 0
    from nnviz.commands import window

    return window.open_window(options.file)


def _run(arguments: list[str]) -> int:
    parser = _command("run", "Compute one forward pass.")
    _add_input(parser)
    parser.add_argument("--output", metavar="Y.npy", help="write the output there")
    parser.add_argument("--trace", metavar="T.npz", help="write z and a of every layer there")
    parser.add_argument("--json", action="store_true", help=_JSON)
    from nnviz.commands import run

    run.run(run.Request(**vars(parser.parse_args(arguments))))
    return 0


def _render(arguments: list[str]) -> int:
    parser = _command("render", "Draw the canvas into a picture, without a window.")
    _add_input(parser)
    parser.add_argument(
        "--out", metavar="F", required=True, help="the picture to write: F.png, F.svg or F.pdf"
    )
    parser.add_argument("--at", metavar="SECONDS", default="end", help="the moment of the pass, or end")
    parser.add_argument("--size", metavar="WxH", default="1600x1000", help="pixels, such as 1600x1000")
    parser.add_argument("--theme", choices=("dark", "light"))
    parser.add_argument("--select", metavar="LAYER:UNIT", help="a neuron, such as 2:7, or 1:0,3,4 in images")
    parser.add_argument("--transparent", action="store_true", help="no ground, to lie on another picture")
    from nnviz.commands import render

    render.render(render.Request(**vars(parser.parse_args(arguments))))
    return 0


def _train(arguments: list[str]) -> int:
    from nnviz.commands import interrupts

    with interrupts.once():
        options = vars(_train_parser().parse_args(arguments))
        from nnviz.commands import train

        if options.pop("list"):
            train.list_sets()
            return 0
        for name in ("data", "out"):
            if options[name] is None:
                raise OptionError(f"--{name} is missing; nnviz train --help lists what is possible.")
        train.run(train.Request(**options))
        return 0


def _train_parser() -> _Parser:
    parser = _Parser("nnviz train", description=TRAIN, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help=f"{_FILE}; without it, a network that fits the data"
    )
    parser.add_argument("--data", metavar="NAME|TABLE|FOLDER", help="what to learn from")
    parser.add_argument("--out", metavar="F.nnviz", help="the file to write")
    parser.add_argument("--target", metavar="COLUMN", help="the column of the table that is to be predicted")
    parser.add_argument("--epochs", metavar="N", type=int, help="times that all examples are gone through")
    parser.add_argument("--rate", metavar="R", type=float, help="the learning rate, such as 0.01")
    parser.add_argument("--optimizer", metavar="NAME", help="sgd, rmsprop, adagrad, adam or adamw")
    parser.add_argument("--batch", metavar="N", type=int, help="examples of one step")
    parser.add_argument(
        "--seed",
        metavar="S",
        type=int,
        default=0,
        help="decides the first weights, the order of the examples, and which rows of a table are held out",
    )
    parser.add_argument(
        "--drop-bad-lines", action="store_true", help="leave out lines with too few or too many values"
    )
    parser.add_argument("--list", action="store_true", help="list the data sets that have a name")
    return parser


def _info(arguments: list[str]) -> int:
    parser = _command("info", "Print what a file holds.")
    parser.add_argument("--json", action="store_true", help=_JSON)
    options = parser.parse_args(arguments)
    from nnviz.commands import info

    info.info(options.file, options.json)
    return 0


def _samples(arguments: list[str]) -> int:
    _Parser("nnviz samples", description="List the bundled samples.").parse_args(arguments)
    from nnviz.commands import info

    info.samples()
    return 0


def _lesson(arguments: list[str]) -> int:
    from nnviz.commands import lesson

    word, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if word == "check":
        parser = _Parser(
            "nnviz lesson check", description="Check lessons: their text, and all that they claim."
        )
        parser.add_argument("file", metavar="FILE", nargs="*", help=_LESSONS)
        lesson.check(parser.parse_args(rest).file)
        return 0
    if word == "new":
        parser = _Parser("nnviz lesson new", description="Write a small lesson to begin with.")
        parser.add_argument("file", metavar="FILE", help="the file to write, such as mine.md")
        lesson.begin(parser.parse_args(rest).file)
        return 0
    if word == "export":
        lesson.export(lesson.Export(**vars(_lesson_export().parse_args(rest))))
        return 0
    parser = _Parser("nnviz lesson", description=LESSON, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="NAME|FILE", help=_LESSON)
    return lesson.show(parser.parse_args(arguments).file)


def _lesson_export() -> _Parser:
    parser = _Parser(
        "nnviz lesson export", description="Write a handout, or the questions for other programs."
    )
    parser.add_argument("file", metavar="FILE", help=_LESSON)
    parser.add_argument(
        "--out",
        metavar="F",
        required=True,
        help="F.pdf, a card a page; F.xml, questions for Moodle; F.gift, questions as text",
    )
    parser.add_argument("--notes", action="store_true", help="with the lecturer's notes in the handout")
    parser.add_argument("--answers", action="store_true", help="with the answers in the handout")
    return parser


def _command(name: str, description: str) -> _Parser:
    parser = _Parser(f"nnviz {name}", description=description)
    parser.add_argument("file", metavar="FILE", help=_FILE)
    return parser


def _add_input(parser: _Parser) -> None:
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--input", metavar="X", action="append", help=_INPUT)
    given.add_argument("--sample", metavar="N", type=int, help="one of the examples in the file, from 0")


_COMMANDS: Mapping[str, Callable[[list[str]], int]] = MappingProxyType(
    {
        "run": _run,
        "render": _render,
        "train": _train,
        "info": _info,
        "samples": _samples,
        "lesson": _lesson,
    }
)
