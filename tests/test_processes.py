"""Work done side by side: every answer, in order, and every failure reported."""

import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.project import parallel
from analysis.project.parallel import in_copies, shares, side_by_side


def test_answers_come_in_the_order_of_what_was_asked():
    here = os.getpid()
    answers = side_by_side(lambda number: (number * 2, os.getpid() == here), [3, 1, 2])
    assert [value for value, _ in answers] == [6, 2, 4]


def test_nothing_asked_is_nothing_answered():
    assert side_by_side(lambda number: number, []) == []


def test_a_failure_says_where_it_happened():
    with pytest.raises((RuntimeError, ZeroDivisionError), match="by zero"):
        side_by_side(lambda number: 1 // number, [1, 0])


@pytest.mark.skipif(sys.platform != "linux", reason="there work is done in this process")
def test_a_process_that_dies_is_an_error():
    with pytest.raises(RuntimeError, match="ended without a result"):
        side_by_side(lambda number: os._exit(3), [1, 2])


@pytest.mark.parametrize("copies", [parallel.COPIES, False])
def test_what_work_tells_on_the_way_comes_before_its_answer(copies, monkeypatch):
    monkeypatch.setattr(parallel, "COPIES", copies)
    heard = []

    def work(item, tell):
        tell(f"{item} begins")
        return item * 2

    answers = in_copies(
        work,
        ["a", "b"],
        lost=lambda item, reason: reason,
        at_once=1,
        on_message=lambda item, message: heard.append((item, message)),
        on_result=heard.append,
    )
    assert answers == ["aa", "bb"]
    assert heard == [("a", "a begins"), "aa", ("b", "b begins"), "bb"]


@pytest.mark.skipif(sys.platform != "linux", reason="there work is done in this process")
def test_an_item_whose_process_dies_has_the_answer_for_the_lost_and_others_have_theirs():
    def work(item, tell):
        return os._exit(3) if item == "b" else item

    answers = in_copies(work, ["a", "b", "c"], lost=lambda item, reason: f"{item}: {reason}")
    assert answers == ["a", "b: its process ended without a result (exit code 3)", "c"]


@given(st.dictionaries(st.text(max_size=4), st.floats(0, 100), max_size=9), st.integers(1, 4))
def test_shares_hold_every_name_once_and_none_is_empty(weights, most):
    held = shares(weights, most=most)
    assert sorted(name for share in held for name in share) == sorted(weights)
    assert all(held)
    assert len(held) == min(most, len(weights))


def test_shares_weigh_about_the_same_and_keep_their_order():
    assert shares({"a": 1, "b": 5, "c": 1, "d": 3}, most=2) == [["b"], ["a", "c", "d"]]
