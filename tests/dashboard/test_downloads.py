"""When a file that is offered is made."""

from dashboard.downloads import offered


def test_a_small_file_is_made_with_the_page_and_a_large_one_when_asked_for() -> None:
    """What is quick to make cannot be lost on a busy host; what takes long costs nobody time who does not want it."""
    made: list[str] = []

    def make() -> bytes:
        made.append("once")
        return b"clinics"

    assert offered(make, 168) == b"clinics"
    assert made == ["once"]
    assert offered(make, 100_000) is make
    assert made == ["once"]
