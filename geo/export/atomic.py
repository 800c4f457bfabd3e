"""A file is replaced whole, or stays as it was."""

import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from gazetteer.errors import ExportError

__all__ = ["replace_file"]


def replace_file(target: Path, fill: Callable[[Path], None]) -> None:
    """Fill a draft in a hidden folder beside the target, then put it in the target's place in one step.

    The new file has the permissions of the old one; where there was none, those of any new file.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    try:
        final = target.resolve()
        with tempfile.TemporaryDirectory(dir=final.parent, prefix=".mawqi-") as folder:
            draft = Path(folder) / final.name
            fill(draft)
            if final.is_file():
                draft.chmod(stat.S_IMODE(final.stat().st_mode))
            draft.replace(final)
    except FileNotFoundError as error:
        msg = f"cannot write {str(target)!r}: there is no folder {str(target.parent)!r}; create it first."
        raise ExportError(msg) from error
    except OSError as error:
        msg = f"cannot write {str(target)!r}: {error.strerror or error}."
        raise ExportError(msg) from error
    except UnicodeEncodeError as error:
        msg = f"cannot write {str(target)!r}: text that UTF-8 cannot hold ({error}); make the table with geo.to_frame."
        raise ExportError(msg) from error
