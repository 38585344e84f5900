"""How the screen's answers are timed: what is served, and what the table says about the times."""

import runpy
from pathlib import Path

from benchmarks.interaction import HEAD, SCRIPT_LOG, TRIVIAL, Answer, app_folder, table_rows, trivial_folder

FILE = b"clinic_id,name,imaging\nc1,Alpha,ultrasound\n"


def answer(settled: float, script: float = 2.0) -> Answer:
    """An answer that took so many milliseconds."""
    return Answer(settled=settled, cards=4.0, before=1.0, answering=5.0, script=script, drawing=3.0, kilobytes=1.25)


def test_ratios_are_taken_within_a_round() -> None:
    """A slow round affects both sides: the ratio is the median of each round's own ratio, not of the medians."""
    measured = {
        TRIVIAL: {"click": [answer(100), answer(400), answer(50)]},
        "168 clinics": {"filter": [answer(300), answer(800), answer(100)]},
    }
    trivial, ours = table_rows(measured)
    assert len(trivial) == len(ours) == len(HEAD)
    assert trivial[:4] == (TRIVIAL, "click", "100 (50-400)", "1.0")
    assert ours[:4] == ("168 clinics", "filter", "300 (100-800)", "2.0")
    assert ours[4:] == ("4", "1", "5", "2", "3", "1.2")


def test_a_copy_of_the_app_reads_the_file_given(tmp_path: Path) -> None:
    """The copy holds every source, with the file in place of the example; the checkout is unchanged."""
    app = app_folder(tmp_path / "app", FILE)
    assert (app / "data" / "clinics.csv").read_bytes() == FILE
    assert (app / "pages" / "explore.py").exists()
    assert (app / "dashboard" / "router.py.timed").exists()
    assert app_folder(tmp_path / "example", None).joinpath("data", "clinics.csv").stat().st_size > len(FILE)


def test_every_run_of_the_script_is_noted(tmp_path: Path) -> None:
    """The script that replaces the real one runs it and notes its seconds, even if it fails."""
    app = trivial_folder(tmp_path / "app")
    for script in ("ran = True", "1 / 0"):
        (app / "streamlit_app.py.timed").write_text(script)
        try:
            runpy.run_path(str(app / "streamlit_app.py"), run_name="__main__")
        except ZeroDivisionError:
            assert script == "1 / 0"
    noted = [float(line) for line in (app / SCRIPT_LOG).read_text().split()]
    assert len(noted) == 2
    assert all(0 <= seconds < 60 for seconds in noted)
