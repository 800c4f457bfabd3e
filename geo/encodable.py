"""Text that every file can hold."""

import re

__all__ = ["encodable"]

_SURROGATE = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """Return a text with U+FFFD for half a surrogate pair, which UTF-8 and so a file cannot hold; as long as it was."""
    return _SURROGATE.sub("\ufffd", text)
