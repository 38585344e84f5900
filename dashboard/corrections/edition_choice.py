"""Which earlier edition the current list is compared with: an upload, a list of this visit, or a published one."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import streamlit as st

from dashboard import navigation, parameters, safe_text, settings
from dashboard.corrections import uploader_key
from dashboard.corrections.decision_transfer import without_clinics
from dashboard.corrections.progress import reading
from dashboard.dataset_link import read_dataset_link
from dashboard.datasets import loading, published_datasets, session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.parameters import EXAMPLE, SINCE
from publishing import About, Gone, Predecessor
from scoring import BadSettings, UnreadableFile
from scoring.reading import suffixes_in_words
from scoring.recipes import Recipe
from scoring.reports import day_in_words

_REFUSED = "refused_edition"
_SAME_DECISIONS = "same_decisions"
_DIGITS = 6  # of an id, which distinguish lists with the same name
_OPEN_FIRST = "If its columns have other names, open it above as your list, choose its columns there, and return here."


def earlier_edition(dataset: Dataset) -> Dataset | None:
    """Draw the choice of an earlier edition, and why the last one was refused; returns the chosen one, if any opens."""
    earlier = chosen_edition(dataset)
    st.markdown(
        "Compare this list with an earlier edition: which clinics are new, gone or changed, and why ranks moved."
    )
    with st.grid(2, min_column_width=320, gap="medium"):
        _choice(dataset, earlier)
        _uploader(dataset)
    if refused := st.session_state.get(_REFUSED):
        name, reason = refused
        title = f"{safe_text.markdown(name)} cannot be compared" if name else "No list was opened"
        st.error(safe_text.markdown(reason), title=title, icon=":material/error:")
    if isinstance(earlier, Dataset):
        return earlier
    if earlier:
        st.warning(safe_text.markdown(earlier), icon=":material/link_off:")
    return None


def chosen_edition(dataset: Dataset) -> Dataset | str:
    """The earlier edition that the address names, or else the one that the publisher named.

    A sentence if it cannot be opened, "" if none is named.
    """
    predecessor = _predecessor(dataset)
    named = [word for word in st.query_params.get_all(SINCE) if parameters.is_dataset(word)][-1:]
    if isinstance(predecessor, Gone) and not named:
        return published_datasets.earlier_absence_sentence(predecessor)
    key = named[0] if named else predecessor.dataset if isinstance(predecessor, Predecessor) else ""
    if key and key == dataset.id:
        return "The list that is open cannot be its own earlier edition. Choose another one."
    edition = session_datasets.find(key) if key else None
    if edition is None and key:
        status = published_datasets.about(key)
        return published_datasets.earlier_absence_sentence(Gone("unknown") if isinstance(status, About) else status)
    return edition or ""


def _predecessor(dataset: Dataset) -> Predecessor | Gone | None:
    """The edition before, as its publisher named it."""
    return dataset.published.predecessor if dataset.published else None


def _choice(dataset: Dataset, earlier: Dataset | str) -> None:
    """A list of the editions at hand, which also takes a link."""
    labels = _labels(dataset, earlier)
    now = earlier.id if isinstance(earlier, Dataset) else None
    key = f"edition|{dataset.id}|{now}"  # new for each edition, because the address decides
    st.selectbox(
        "Earlier edition",
        list(labels),
        index=None if now is None else list(labels).index(now),
        format_func=lambda choice: labels.get(choice, choice),
        key=key,
        placeholder="Choose a list, or paste the link of a published one",
        accept_new_options=True,
        on_change=_chosen,
        args=(key,),
    )


def _labels(dataset: Dataset, earlier: Dataset | str) -> dict[str, str]:
    """Id -> name and source of what can be chosen: what is chosen, the named predecessor, and files of this visit."""
    predecessor = _predecessor(dataset)
    ids = [edition.id for edition in (earlier,) if isinstance(edition, Dataset)]
    ids += [edition.dataset for edition in (predecessor,) if isinstance(edition, Predecessor)]
    known = [session_datasets.find(key) for key in dict.fromkeys([*ids, *session_datasets.choices()])]
    others = [edition for edition in known if edition and edition.id != dataset.id]
    offered = [
        edition
        for edition in others
        if edition.id in ids or (edition.id != EXAMPLE and edition.file.digest != dataset.file.digest)
    ]
    often = Counter(map(edition_in_words, offered))  # the platform distinguishes choices by their words
    return {
        edition.id: f"{words} ({edition.id[:_DIGITS]})" if often[words := edition_in_words(edition)] > 1 else words
        for edition in offered
    }


def edition_in_words(edition: Dataset) -> str:
    """The name of a list, and when it was published; plain text."""
    if edition.published is None:
        return edition.file.name
    return f"{edition.file.name}, published {day_in_words(edition.published.published)}"


def _chosen(key: str) -> None:
    """Compare with the chosen edition (a callback)."""
    st.session_state.pop(_REFUSED, None)
    choice = st.session_state[key]
    if not choice:
        st.query_params.pop(SINCE, None)
    elif parameters.is_dataset(choice):
        navigation.go_to(SINCE, choice)
    else:
        try:
            navigation.go_to(SINCE, read_dataset_link(choice, urlsplit(st.context.url or "").netloc))
        except ValueError as reason:
            st.session_state[_REFUSED] = ("", str(reason))


def _uploader(dataset: Dataset) -> None:
    """The uploader for the earlier file; absent in a read-only instance."""
    if settings.read_only():
        return
    key = uploader_key.current("edition")
    with st.container(gap="small"):
        st.file_uploader(
            f"Or drop the earlier file here: {suffixes_in_words()}",
            key=key,
            max_upload_size=settings.limits().packed_bytes // 1_000_000,
            on_change=_uploaded,
            args=(key, dataset),
        )
        if _reading_decisions(dataset.recipe):
            st.checkbox(
                "Read it with your decisions about columns, words, dates and prices of this list",
                value=True,
                key=_SAME_DECISIONS,
            )


def _uploaded(key: str, dataset: Dataset) -> None:
    """Read an earlier file, and compare with it (a callback)."""
    uploaded_file = st.session_state[key]
    if uploaded_file is None or settings.read_only():
        return
    uploader_key.renew("edition")
    st.session_state.pop(_REFUSED, None)
    edition = session_datasets.from_upload(uploaded_file.name, uploaded_file.getvalue())
    if st.session_state.get(_SAME_DECISIONS):
        edition = edition.under(_reading_decisions(dataset.recipe))
    if reason := _refusal(edition, dataset):
        st.session_state[_REFUSED] = (edition.file.name, reason)
    else:
        navigation.go_to(SINCE, edition.id)


def _refusal(edition: Dataset, dataset: Dataset) -> str:
    """Why a file cannot be compared; "" if it was read and kept."""
    if edition.file.digest == dataset.file.digest:
        return "It is the same file as the list that is open. Drop an earlier edition of it."
    try:
        with reading(edition.file.name):
            loading.read(edition, parameters.rubric().name)
    except BadSettings as reason:
        return str(reason)
    except UnreadableFile as reason:
        return f"{reason} {_OPEN_FIRST}"
    if not session_datasets.keep(edition):
        return "Both files together are larger than a visit may hold. Compare them on the command line: see the README."
    return ""


def _reading_decisions(recipe: Recipe) -> Recipe:
    """What a recipe decides about columns, words, dates and prices, and of no single file or clinic."""
    return without_clinics(recipe).model_copy(update={"sheet": None, "encoding": None})
