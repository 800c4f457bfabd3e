"""``python -m maps`` is the command ``mawqi``."""

from .cli import main

main()
