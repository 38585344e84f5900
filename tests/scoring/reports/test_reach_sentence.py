"""What the summary of a clinic says its guidance can reach, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.reports.clinic_summary import sentences
from tests.scoring.files import Row, told
from tests.scoring.reports.accounts import KIND, NO_TARGET


def reach(cells: Row, **settings: object) -> str:
    """The sentence on what the guidance can reach, for a file with one clinic and no people."""
    return sentences(told(cells, **settings))[2]


SILENT = "does not state how the needle is guided, so what is reached is not known."
VAGUE = "does not say clearly how the needle is guided, so what is reached is not known."


@pytest.mark.parametrize(
    ("targets", "imaging", "expected"),
    [
        ("", "", NO_TARGET),
        ("", "fluoroscopy", NO_TARGET),
        ("back", "fluoroscopy", NO_TARGET),
        ("disc", "", f"It names one target and {SILENT}"),
        ("disc; facet; muscle", "unknown", f"It names 3 targets and {SILENT}"),
        ("disc", "MRI", f"It names one target and {VAGUE}"),
        ("disc", "image-guided", f"It names one target and {VAGUE}"),
        ("disc; nerve", "blind; image-guided", f"It names 2 targets and {VAGUE}"),
        # whatever image-guided means, it reaches a muscle
        ("muscle", "image-guided", f"{KIND} can reach the one target that it names."),
        (
            "disc; muscle",
            "image-guided",
            (
                "As far as it is clear, its guidance can reach 1 of the 2 targets that it names; "
                "whether it can reach disc is not clear."
            ),
        ),
        (
            "disc; nerve; facet",
            "ultrasound; image-guided",
            (
                "As far as it is clear, its guidance can reach 1 of the 3 targets that it names; "
                "whether it can reach disc or nerve (epidural) is not clear."
            ),
        ),
        ("disc; facet", "CT", f"{KIND} can reach both targets that it names."),
        ("disc; facet; SI joint", "CT", f"{KIND} can reach all 3 targets that it names."),
        ("disc", "ultrasound", f"{KIND} cannot reach the one target that it names: disc."),
        (
            "disc; SI joint; nerve",
            "none",
            f"{KIND} can reach none of the 3 targets that it names: disc, SI joint and nerve (epidural).",
        ),
        (
            "disc; nerve; SI joint; muscle",
            "ultrasound",
            f"{KIND} can reach 2 of the 4 targets that it names, but not disc or nerve (epidural).",
        ),
    ],
)
def test_what_the_guidance_reaches(targets: str, imaging: str, expected: str) -> None:
    """The sentence on reach counts the claimed targets that the guidance can reach, and names those it cannot."""
    assert reach({"targets": targets, "imaging": imaging}) == expected


@pytest.mark.parametrize(
    ("targets", "imaging", "expected"),
    [
        (
            "disc; ligament; nerve",
            "image-guided",
            (
                "As far as it is clear, its guidance cannot reach disc; "
                "whether it can reach nerve (epidural) or ligament is not clear."
            ),
        ),
        (
            "disc; ligament; nerve",
            "ultrasound; image-guided",
            (
                "As far as it is clear, its guidance can reach 1 of the 3 targets that it names, but not disc; "
                "whether it can reach nerve (epidural) is not clear."
            ),
        ),
        ("disc", "image-guided", f"{KIND} cannot reach the one target that it names: disc."),
    ],
)
def test_reach_where_some_targets_are_missed_whatever_is_meant(
    tmp_path: Path, targets: str, imaging: str, expected: str
) -> None:
    """Under a rubric in which no image reaches a disc, unclear guidance surely misses it."""
    rubric = tmp_path / "other.toml"
    rubric.write_text(
        'extends = "default"\nname = "other"\n'
        "[levels.adequate]\nreached = false\n[levels.acceptable]\nreached = false\n"
        '[guidance.disc.fluoroscopy]\nlevel = "weak"\n[guidance.disc.none]\nlevel = "preferred"\n'
    )
    assert reach({"targets": targets, "imaging": imaging}, rubric=rubric) == expected
