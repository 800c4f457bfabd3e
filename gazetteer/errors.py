"""The errors of the library, each also the builtin that a stranger would catch.

MawqiError
├── GazetteerError (ValueError)      a gazetteer file or table that cannot be used
│   └── GazetteerMissingError (FileNotFoundError)
├── SeedError (ValueError)           a fault in a file of seeds/
├── ReportError (ValueError)         a report file that cannot be read        (geo)
├── FrameError (ValueError)          a table that is not an incident table    (geo)
├── ExportError (ValueError)         something that cannot be written         (geo)
├── ServiceError (OSError)           a service on the network that gives no answer one can use
└── MissingExtraError (ImportError)  a feature whose extra is not installed
"""

__all__ = [
    "ExportError",
    "FrameError",
    "GazetteerError",
    "GazetteerMissingError",
    "MawqiError",
    "MissingExtraError",
    "ReportError",
    "SeedError",
    "ServiceError",
]


class MawqiError(Exception):
    """Base of every error that the library raises on purpose."""


class GazetteerError(MawqiError, ValueError):
    """A gazetteer file or table is damaged, foreign, or from another version."""


class GazetteerMissingError(GazetteerError, FileNotFoundError):
    """There is no gazetteer where one was expected."""

    def __str__(self) -> str:
        """Return the message itself, not the form that OSError gives it."""
        return str(self.args[0]) if self.args else ""


class SeedError(MawqiError, ValueError):
    """A file of ``seeds/`` breaks its own rules; the message names file and line."""


class ReportError(MawqiError, ValueError):
    """A report cannot be read; the message names the file and what to do."""


class FrameError(MawqiError, ValueError):
    """A table is not an incident table; the message lists every fault at once."""


class ExportError(MawqiError, ValueError):
    """Incidents cannot be written as asked."""


class ServiceError(MawqiError, OSError):
    """A service on the network failed, refused, or sent what is no answer; the message names it and what to do."""


class MissingExtraError(MawqiError, ImportError):
    """A feature needs an optional dependency; the message names the extra to install."""
