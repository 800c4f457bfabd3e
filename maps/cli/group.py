"""A group of commands that tells faults of the input in one line."""

import click

import geo

from .. import plain

__all__ = ["Commands"]


class Commands(click.Group):
    """Commands in which a fault of the input is one line that says what to do, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; turn what the library and the system raise on purpose into a message."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except geo.MawqiError as error:
            raise click.ClickException(plain.one_line(str(error))) from error
        except OSError as error:
            about = f"{error.filename!r}: " if error.filename else ""
            message = f"{about}{error.strerror or error}"
            raise click.ClickException(message) from error
