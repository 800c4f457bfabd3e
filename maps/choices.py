"""Options that take one of a few values."""

from collections.abc import Iterable

__all__ = ["check_choice"]


def check_choice(name: str, value: object, values: Iterable[object]) -> None:
    """Refuse an option that is none of its values.

    Raises
    ------
    ValueError
        If it is none; the message says which there are.
    """
    known = tuple(values)
    if value not in known:
        msg = f"No {name} {value!r}; there are {', '.join(map(repr, known))}."
        raise ValueError(msg)
