"""Whom the limit of publications counts as one publisher."""

import pytest
import streamlit as st

from dashboard import sharing


@pytest.mark.parametrize(
    ("address", "publisher"),
    [
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:2", "2001:db8::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        (None, "this machine"),
    ],
)
def test_a_publisher_is_a_network(monkeypatch: pytest.MonkeyPatch, address: str | None, publisher: str) -> None:
    """A subscriber, who has all addresses of an IPv6 network, gets the turns of one publisher."""
    monkeypatch.setattr(type(st.context), "ip_address", property(lambda _: address))
    assert sharing.publisher() == publisher
