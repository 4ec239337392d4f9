"""What is said in and after a question is asked of the network too."""

from __future__ import annotations

import pytest

from nnviz.lessons.checking.claims import checked
from nnviz.lessons.text import parse

LESSON = """---
title: Live
about: For a test.
minutes: 2
---

# One

```nnviz
sample: xor
```

```question
kind: number
ask: What is <ask>?
key: a of 1:0
wrong:
  - value: z of 1:0 + 20
    say: It is <feedback>.
explain: It is <explain>.
```

```question
kind: choice
ask: Which?
```

- [ ] It is <option> `when: examples = 4`
  > Yes, <said>.
- [ ] Another number `when: examples > 4`
"""
FINE = "a of 1:0"
PLACES = ("ask", "feedback", "explain", "option", "said")


def lesson(**wrong: str) -> str:
    made = LESSON
    for place in PLACES:
        value = wrong.get(place, FINE)
        made = made.replace(f"<{place}>", "{" + value + "}")
    return made


def test_what_the_network_has_is_fine() -> None:
    assert checked(parse(lesson(), "mine")).findings == ()


@pytest.mark.parametrize("place", PLACES)
def test_a_value_that_the_network_has_not_is_found_wherever_it_is_said(place: str) -> None:
    [found] = checked(parse(lesson(**{place: "a of 7:0"}), "mine")).findings
    assert "has no value here" in found.sentence
