"""What is remembered of words is bounded, and does not change what is answered."""

from hypothesis import given
from hypothesis import strategies as st

from geo.remembered import Remembered

MOST = 4


@given(st.lists(st.integers(0, 12)))
def test_answers_are_those_of_the_function(asked: list[int]) -> None:
    """Whatever is asked, the answer is what is worked out, and the table is never larger than it may be."""
    table = Remembered(str, MOST)
    assert [table[number] for number in asked] == [str(number) for number in asked]
    assert len(table) <= MOST


def test_what_is_asked_again_is_not_worked_out_again() -> None:
    """A thing asked between any two others stays; one not asked for two fillings of the table is forgotten."""
    worked_out = []

    def work_out(number: int) -> str:
        worked_out.append(number)
        return str(number)

    table = Remembered(work_out, MOST)
    for number in range(1, 100):
        assert (table[0], table[number]) == ("0", str(number))
    assert worked_out == list(range(100))
    assert table[1] == "1"
    assert worked_out[-1] == 1
