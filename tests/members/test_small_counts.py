"""Counts under five tell nothing, not even by subtraction from the total."""

from hypothesis import given
from hypothesis import strategies as st

from members.small_counts import shown


def test_counts_of_five_and_more_are_open_and_add_up():
    found = shown({"attorneys": 5, "faith": 12})
    assert found.cells == {"attorneys": "5", "faith": "12"}
    assert found.total == "17"


def test_a_count_under_five_is_hidden_in_its_cell_and_in_the_total():
    found = shown({"attorneys": 7, "survivors": 2})
    assert found.cells == {"attorneys": "7", "survivors": "<5"}
    assert found.total == "7 or more"


@given(st.lists(st.integers(5, 99)), st.integers(0, 4), st.integers(0, 4))
def test_the_texts_are_the_same_whatever_the_hidden_number_is(open_counts, one, other):
    cells = dict(enumerate(open_counts))
    assert shown(cells | {"x": one}) == shown(cells | {"x": other})


def test_the_total_of_many_small_cells_is_neither_told_nor_wrong():
    assert shown({"a": 4, "b": 3, "c": 4}).total == shown({"a": 0, "b": 0}).total == "not shown"
