"""Sharing by link: the current address, publishing a file for others to open, and withdrawing it."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from dashboard import earlier_edition, safe_text, settings
from dashboard.datasets import published_datasets, session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.parameters import DATA, EXAMPLE, PART, SINCE
from dashboard.server.network import network
from publishing import CannotPublish, Receipt, StoreUnavailable
from scoring import Review
from scoring.reports import counted, day_in_words, exports

FICTIONAL = "Example data: every clinic here is fictional."
NOT_CHECKED = "Uploaded by a visitor, not checked."
OF_THE_HOST = "Put on this site by its host, its records not checked here."

_NOT_LOOKED_UP = (
    "You published this file, and its link cannot be looked up on this host at the moment. Try again in a few minutes."
)
_RECEIPTS, _REFUSED, _NOTICE = "receipts", "cannot_publish", "withdrawal_said"


def address(page: str | None = None) -> str:
    """The current address with every parameter, or that of another page by its path; "" without a browser.

    The parameters of the Data page's parts are not passed on to other pages.
    """
    here = urlsplit(st.context.url or "")
    if not here.netloc:
        return ""
    path = here.path if page is None else f"{here.path.rpartition('/')[0]}/{page}"
    dropped = {PART, SINCE} if page is not None else set()  # the Data page's own
    pairs = [(key, value) for key in st.query_params if key not in dropped for value in st.query_params.get_all(key)]
    if DATA not in st.query_params and (first := session_datasets.hosted()):
        pairs.append((DATA, first.id))  # so that the link still opens this list when the host sets another
    return urlunsplit((here.scheme, here.netloc, path, urlencode(pairs), ""))


def origin(dataset: Dataset | None) -> str:
    """Whose data these are, that they are fictional or that nobody checked them, and whether a reader changed them."""
    changed = dataset is not None and session_datasets.is_changed(dataset)
    return f"{_whose(dataset)}{' A reader changed how it is read.' * changed}"


def _whose(dataset: Dataset | None) -> str:
    if dataset is not None and session_datasets.is_example(dataset):
        return FICTIONAL
    return OF_THE_HOST if dataset is not None and session_datasets.is_of_host(dataset) else NOT_CHECKED


def notes() -> exports.Notes:
    """What a workbook says about where its clinics come from. No address opens a file of this visit later."""
    dataset = session_datasets.current()
    if dataset is None:
        return exports.Notes()
    return exports.Notes(
        address=address() if dataset.opens_for_all else "",
        source=dataset.file.name,
        notice=_whose(dataset),
    )


def copy_link() -> None:
    """The current link with a button that copies it, and who can open it."""
    link = address()
    dataset = session_datasets.current()
    if not link or dataset is None:
        return
    with st.popover("Copy link", icon=":material/link:"):
        st.code(link, language=None, wrap_lines=True)
        st.caption(
            "It opens this page with its filters, weights and clinics."
            if dataset.opens_for_all
            else "Whether anyone else can open it cannot be looked up on this host at the moment."
            if published_datasets.about(dataset.id) is None
            else "Only you can open it, during this visit: the file is not published. The Data page can do that."
        )


def draw(review: Review, dataset: Dataset) -> None:
    """Publish the current dataset, or see its status and withdraw it."""
    if dataset.id == EXAMPLE or dataset.hosted or (settings.read_only() and dataset.published is None):
        return
    st.header("Share with a link", anchor=False)
    if reason := st.session_state.pop(_REFUSED, None):
        st.error(safe_text.markdown(reason), title="Not published", icon=":material/error:")
    noticed = draw_notice()
    receipt: Receipt | None = st.session_state.get(_RECEIPTS, {}).get(dataset.id)
    if dataset.published is None:
        if receipt and published_datasets.about(dataset.id) is None:
            st.info(_NOT_LOOKED_UP, icon=":material/info:")
            _show_code(receipt)
        else:
            _offer(review, dataset)
        return
    st.markdown(
        f"Anyone with the link can open it until **{day_in_words(dataset.published.expires)}**, or until "
        "it is withdrawn."
    )
    if link := address(""):
        st.code(link, language=None, wrap_lines=True)
    if receipt:
        _show_code(receipt)
    with st.expander("Withdraw it", expanded=noticed), st.form("withdraw", border=False):
        st.text_input("Withdrawal code", key="withdrawal_code", type="password", autocomplete="off")
        st.form_submit_button("Withdraw", icon=":material/link_off:", on_click=_withdraw, args=(dataset.id,))


def draw_notice() -> bool:
    """What came of withdrawing, once; whether there was something to say.

    A page that can no longer show the withdrawn clinics says it too, or the next file's part on sharing would.
    """
    notice = st.session_state.pop(_NOTICE, None)
    if notice:
        st.info(notice, icon=":material/info:")
    return bool(notice)


def _show_code(receipt: Receipt) -> None:
    st.warning(
        "Keep this code: it alone withdraws what you published, and it is not shown again after you leave.",
        title="Your withdrawal code",
        icon=":material/key:",
    )
    st.code(receipt.code, language=None)


def _offer(review: Review, dataset: Dataset) -> None:
    """What publishing makes visible, to whom, and for how long, with the consent box and the button."""
    try:
        store = published_datasets.store()
        room = store.room()
    except (StoreUnavailable, ValueError):
        st.info("Publishing is not possible on this host at the moment; download the file and pass it on instead.")
        return
    clinics = "its one clinic" if len(review) == 1 else f"all {counted(len(review), 'clinic')}"
    notes = ", with the notes on corrections" * dataset.recipe.has_notes
    decisions = f" and what you decided about it{notes}" if dataset.recipe else ""
    st.markdown(
        f"Publishing keeps {safe_text.markdown(dataset.file.name)}{decisions} on this server. "
        "**Anyone with the link** "
        f"can then see and download **{clinics}** with **every column of the file**, including "
        f"those that no score uses ({len(review.matches):,} in all), for **{counted(store.limits.days, 'day')}**. "
        "It is marked as not checked, and search engines are asked to leave it out. You get a code that withdraws it."
    )
    free_megabytes = max(room.total_bytes - room.used_bytes, 0) / 1e6
    st.caption(
        f"Up to {store.limits.file_bytes / 1e6:,.0f} MB a file and {store.limits.per_hour} publications an hour; "
        f"{free_megabytes:,.0f} MB are left for all."
    )
    predecessor, nameable = earlier_edition.name_field(dataset)
    sure = st.checkbox(
        "I have the right to publish this file, and nothing in it is private", key=f"may_publish|{dataset.id}"
    )
    st.button(
        "Publish for sharing",
        icon=":material/public:",
        type="primary",
        disabled=not (sure and nameable),
        key="publish",
        on_click=_publish,
        args=(dataset.id, predecessor),
    )


def publisher() -> str:
    """Whom the hourly limit counts this reader as."""
    return network(str(st.context.ip_address or "this machine"))


def _publish(dataset_id: str, predecessor: str | None) -> None:
    """Publish a dataset of this visit (a callback)."""
    dataset = session_datasets.find(dataset_id)
    if dataset is None or settings.read_only():
        return
    try:
        receipt = published_datasets.store().publish(
            name=dataset.file.name,
            data=dataset.file.data,
            recipe=dataset.recipe.to_json(),
            publisher=publisher(),
            predecessor=predecessor,
        )
    except (CannotPublish, StoreUnavailable) as reason:
        st.session_state[_REFUSED] = str(reason)
        return
    st.session_state.setdefault(_RECEIPTS, {})[receipt.dataset] = receipt
    published_datasets.forget(receipt.dataset)


def _withdraw(dataset_id: str) -> None:
    """Withdraw a published dataset by its code (a callback)."""
    try:
        done = published_datasets.store().withdraw(dataset_id, st.session_state["withdrawal_code"])
    except StoreUnavailable as reason:
        st.session_state[_NOTICE] = str(reason)
        return
    if not done:
        st.session_state[_NOTICE] = (
            "That code withdraws nothing here. Check that it is the code that was shown when you published."
        )
        return
    published_datasets.forget(dataset_id)
    st.session_state.get(_RECEIPTS, {}).pop(dataset_id, None)
    st.session_state[_NOTICE] = "Withdrawn. The link no longer works, unless someone else published the same file."


def standing(dataset: Dataset) -> str:
    """The status of the host's, an uploaded or a published dataset, as Markdown."""
    name = safe_text.markdown(dataset.file.name)
    if session_datasets.is_of_host(dataset):
        changed = "" if dataset.hosted else " You changed how it is read."
        words = "put here by the host, its records not checked."
        return f":blue-badge[This site's list] {name}: {words}{changed}"
    if dataset.published is None:
        return f":orange-badge[Uploaded] {name}: uploaded by a visitor, not checked."
    return (
        f":orange-badge[Shared] {name}: uploaded by a visitor, not checked. Open until "
        f"{day_in_words(dataset.published.expires)}. File {dataset.file.digest[:12]}."
    )
