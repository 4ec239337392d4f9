"""What the worker computes reaches the thread that takes it, in order, and nothing else does."""

from __future__ import annotations

import threading

from nnviz.errors import FileError, NNVizError
from nnviz.session.mailbox import Mailbox
from nnviz.session.worker import Worker


def test_results_come_in_order_on_the_thread_that_takes_them() -> None:
    mailbox, taken, threads = Mailbox(), [], set()
    worker = Worker(mailbox)

    def then(result: int) -> None:
        taken.append(result)
        threads.add(threading.current_thread())

    for number in range(5):
        worker.compute(f"job {number}", lambda number=number: number**2, then, taken.append)
    worker.wait()
    assert taken == []
    mailbox.deliver()
    assert taken == [0, 1, 4, 9, 16]
    assert threads == {threading.current_thread()}
    worker.close()


def test_of_jobs_of_one_name_only_the_newest_waits() -> None:
    mailbox, taken = Mailbox(), []
    worker, hold, begun = Worker(mailbox), threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        hold.wait()
        return "first"

    worker.compute("one", slow, taken.append, taken.append)
    begun.wait()
    for word in ("second", "third"):
        worker.compute("one", lambda word=word: word, taken.append, taken.append)
    hold.set()
    worker.wait()
    mailbox.deliver()
    assert taken == ["first", "third"]
    worker.close()


def test_an_error_for_a_person_comes_as_one() -> None:
    mailbox, errors, taken = Mailbox(), [], []
    worker = Worker(mailbox)

    def fail() -> None:
        raise FileError("There is no room.")

    worker.compute("one", fail, taken.append, errors.append)
    worker.wait()
    mailbox.deliver()
    assert taken == []
    assert [type(error) for error in errors] == [FileError]
    assert isinstance(errors[0], NNVizError)
    worker.close()


def test_a_fault_comes_to_whoever_asked() -> None:
    mailbox, faults = Mailbox(), []
    worker = Worker(mailbox)
    worker.compute("one", lambda: 1 / 0, print, faults.append)
    worker.wait()
    mailbox.deliver()
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    worker.close()


def test_whoever_takes_letters_is_woken_and_after_closing_nothing_comes() -> None:
    woken: list[int] = []
    mailbox = Mailbox(lambda: woken.append(1))
    taken: list[str] = []
    mailbox.post(lambda: taken.append("a"))
    assert woken == [1]
    mailbox.close()
    mailbox.post(lambda: taken.append("b"))
    mailbox.deliver()
    assert (woken, taken) == ([1], [])


def test_closing_the_worker_joins_its_thread() -> None:
    worker, done = Worker(name="one of a test's own"), threading.Event()
    worker.submit("one", done.set)
    worker.close()
    assert done.is_set()
    assert not any(thread.name == "one of a test's own" for thread in threading.enumerate())
