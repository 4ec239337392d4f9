"""One mutation of a file: of its bytes, a part of its zip, a value in its JSON, an array's header."""

from __future__ import annotations

import json
import random
from typing import Any

from tools.fuzz.seeds import members, packed

ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 10**30, -1e308, 1e308, 0.5, "", "x", "NaN", "a" * 2000),
    *([], [[]], {}, [0], [-1, -4], [1e9, 1e9, 1e9], {"a": {}}, "../../x", "\u202e", "<img src=x>"),
)
"""Values that nobody expects."""
HEADERS = (
    *("{[]:1}", "(", "-" * 9000 + "1", "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, -4), }"),
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000, ), }",
    *("{'descr': '|O', 'fortran_order': False, 'shape': (2, ), }", "[" * 300, "\x00", "{'descr': 1}"),
    "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, ), }",
)
"""Headers of arrays that are no header."""


def mutated(content: bytes, name: str, choose: random.Random) -> bytes:
    """``content`` changed somewhere; ``name`` says by its ending what it is."""
    ways = [_bytes, _bytes, _cut, _swapped]
    if name.endswith((".nnviz", ".npz")):
        ways += [_member] * 6
    if name.endswith(".npy"):
        ways += [_header] * 3
    changed = content
    for _ in range(choose.choice((1, 1, 1, 2, 4))):
        changed = choose.choice(ways)(changed, choose)
    return changed


def _bytes(content: bytes, choose: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(choose.choice((1, 2, 8))):
        if changed:
            changed[choose.randrange(len(changed))] = choose.randrange(256)
    return bytes(changed)


def _cut(content: bytes, choose: random.Random) -> bytes:
    return content[: choose.randrange(len(content) + 1)]


def _swapped(content: bytes, choose: random.Random) -> bytes:
    if len(content) < 8:
        return content
    start, end = sorted(choose.randrange(len(content)) for _ in range(2))
    piece = content[start:end]
    at = choose.randrange(len(content))
    return content[:at] + piece + content[at:]


def _header(content: bytes, choose: random.Random) -> bytes:
    header = choose.choice(HEADERS).encode("latin1")
    return (
        b"\x93NUMPY\x01\x00" + min(len(header), 65535).to_bytes(2, "little") + header[:65535] + content[128:]
    )


def _member(content: bytes, choose: random.Random) -> bytes:
    try:
        parts = members(content)
    except Exception:  # noqa: BLE001  # a zip that an earlier mutation broke
        return _bytes(content, choose)
    if not parts:
        return content
    name = choose.choice(sorted(parts))
    part = parts[name]
    if choose.random() < 0.1:
        del parts[name]
    elif name.endswith(".json"):
        parts[name] = _json(part, choose)
    elif name.endswith(".npy") and choose.random() < 0.5:
        parts[name] = _header(part, choose)
    elif name.endswith(".safetensors") and choose.random() < 0.7:
        parts[name] = _safetensors(part, choose)
    else:
        parts[name] = choose.choice((_bytes, _cut, _swapped, _zeros))(part, choose)
    return packed(parts)


def _zeros(content: bytes, choose: random.Random) -> bytes:
    """Much from little: zeros pack well."""
    return content + bytes(choose.choice((10**3, 10**6, 10**7)))


def _json(content: bytes, choose: random.Random) -> bytes:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return _bytes(content, choose)
    places = list(_places(value))
    for _ in range(choose.choice((1, 1, 2, 5))):
        if places:
            holder, key = choose.choice(places)
            _put(holder, key, choose)
    return json.dumps(value).encode()


def _put(holder: Any, key: Any, choose: random.Random) -> None:
    try:
        old = holder[key]
    except (KeyError, IndexError):
        return
    if isinstance(old, (int, float)) and not isinstance(old, bool) and choose.random() < 0.5:
        holder[key] = choose.choice((old + 1, old - 1, -old, old * 1000, old * 10**7, old / 3))
    elif choose.random() < 0.15:
        del holder[key]
    else:
        holder[key] = choose.choice(ODD)


def _places(value: Any) -> Any:
    if isinstance(value, dict):
        for key in list(value):
            yield value, key
            yield from _places(value[key])
    elif isinstance(value, list):
        for key in range(len(value)):
            yield value, key
            yield from _places(value[key])


def _safetensors(content: bytes, choose: random.Random) -> bytes:
    length = int.from_bytes(content[:8], "little")
    header = _json(content[8 : 8 + length], choose)
    return len(header).to_bytes(8, "little") + header + content[8 + length :]
