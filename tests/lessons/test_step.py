"""Cards on the page of one training step: where they put it, what they can claim of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnviz.lessons.checking.claims import checked
from nnviz.lessons.staging import staged_card
from nnviz.lessons.text import read

LESSON = """---
title: One step
minutes: 10
about: A step opened up
---

# Look at one step

```nnviz
sample: worked-example
page: step
select: 2:0
moment: {moment}
claims:
{claims}
```

Press Play.

```step
do: Watch it to its end.
done when: step is at end
```
"""
PUBLISHED = (
    "loss before step is 0.298371 within 0.000001",
    "loss after step < loss before step",
    "new weight 0 of 2:0 is 0.358916 within 0.000001",
    "new weight 0 of 1:0 is 0.149781 within 0.000001",
    "step gradient of weight 0 of 2:0 is 0.082167 within 0.000001",
    "step gradient of bias of 2:0 is 0.138499 within 0.000001",
    "new bias of 2:0 < 0.6",
    "not step is at start",
)


def lesson(folder: Path, moment: str, *claims: str) -> Path:
    file = folder / "step.md"
    file.write_text(LESSON.format(moment=moment, claims="\n".join(f"  - {c}" for c in claims)), "utf-8")
    return file


def test_what_the_worked_example_says_can_be_claimed(tmp_path: Path) -> None:
    assert not checked(read(lesson(tmp_path, "step 10", *PUBLISHED))).findings
    wrong = checked(read(lesson(tmp_path, "step 10", "loss after step > loss before step"))).findings
    assert len(wrong) == 1


@pytest.mark.parametrize(
    ("moment", "holds", "fails"),
    [
        ("start", ("step is at start",), ("step is past loss", "step is at end")),
        ("step 3", ("step is past loss",), ("step is past layer 2", "step is past update")),
        ("step 6", ("step is past layer 2",), ("step is past layer 1",)),
        ("step 10", ("step is past layer 1", "step is past update"), ("step is at end",)),
    ],
)
def test_a_moment_is_a_block_of_the_step(tmp_path: Path, moment: str, holds, fails) -> None:
    said = (*holds, *(f"not {condition}" for condition in fails))
    assert not checked(read(lesson(tmp_path, moment, *said))).findings


def test_a_card_stands_on_the_page_with_a_weight_of_its_neuron(tmp_path: Path) -> None:
    shown = next(iter(staged_card(read(lesson(tmp_path, "step 6", "output > 0")), 0)))
    view = shown.facts.view
    assert view.page == "step"
    assert view.step.parameter == (2, "weight", (1, 0))


def test_a_block_that_is_not_there_is_said(tmp_path: Path) -> None:
    found = checked(read(lesson(tmp_path, "step 40", "output > 0")))
    assert any("11 blocks" in str(finding) for finding in found.findings)
