"""The verbs of the command line, one module each: from what the user typed to files and an `Outcome`.

To add a verb, write `<verb>_command.py` with `add_parser` and `run`, and name it here.
"""

from scoring.commands import (
    changes_command,
    check_command,
    review_command,
    template_command,
    verify_command,
    why_command,
)
from scoring.commands.named_files import check_names
from scoring.commands.standard_streams import print_bytes, progress
from scoring.commands.verb import Commands, Outcome, Verb

# In the order of the help.
VERBS: tuple[Verb, ...] = (
    template_command,
    review_command,
    verify_command,
    why_command,
    changes_command,
    check_command,
)

__all__ = ["VERBS", "Commands", "Outcome", "check_names", "print_bytes", "progress"]
