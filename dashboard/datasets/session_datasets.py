"""The datasets of one reader's visit: files, and the decisions about them. Private, and gone with the visit.

Each decision makes a new dataset with its own id, and the address names the current one. So undo, the browser's Back,
and a link within the visit are the same thing: another id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from itertools import accumulate
from pathlib import Path

import streamlit as st

from dashboard import parameters
from dashboard.datasets import host_data, published_datasets
from dashboard.parameters import DATA, EXAMPLE
from publishing import About
from scoring.reading import fingerprint
from scoring.recipes import Recipe, load_recipe
from scoring.recognition import dataset_id

EXAMPLE_FILE = Path(__file__).parents[2] / "data" / "clinics.csv"
_DATASETS = "shelf"
_UNDONE = "undone"  # the ids of the dataset that `undo` left last, and of the one that it returned to
_MOST_FILES = 3
_MOST_BYTES = 60_000_000  # for the files of one visit: more than the largest file
_MOST_STATES = 200
_LONGEST_NAME = 80


@dataclass(frozen=True)
class File:
    """A file: its name (one line, not Markdown-safe), the SHA-256 of its bytes, and a function that returns them.

    `published`: the id of the published dataset that the bytes come from; None for a file of this visit.
    `size`: the bytes it takes in this visit; 0 if they are stored elsewhere. `folder`: the reviewed folder in its
    place, which has no bytes of its own; None for a file.
    """

    name: str
    digest: str
    source: Callable[[], bytes] = field(repr=False, compare=False)
    published: str | None = None
    size: int = 0
    folder: Path | None = None

    @property
    def data(self) -> bytes:
        """The bytes; for a published file, fetched each time."""
        return self.source()


@dataclass(frozen=True)
class Dataset:
    """A file under a recipe.

    `before`: the id of the dataset that the last decision changed. `published`: its entry in the store; None if it has
    none. `hosted`: whether it is the list that the host of this instance set.
    """

    file: File
    recipe: Recipe = field(default_factory=Recipe)
    before: str | None = None
    published: About | None = None
    hosted: bool = False

    @property
    def opens_for_all(self) -> bool:
        """Whether anyone with its id may open it; else it is a file of this visit."""
        return self.id == EXAMPLE or self.hosted or self.published is not None

    def under(self, recipe: Recipe) -> Dataset:
        """The same file under another recipe: a new, unpublished dataset."""
        return Dataset(self.file, recipe, before=self.id)

    @cached_property
    def id(self) -> str:
        """The id in the address."""
        is_example = self.file.digest == example().file.digest and not self.recipe
        return EXAMPLE if is_example else dataset_id(self.file.digest, self.recipe.fingerprint)


def example() -> Dataset:
    """The clinics that come with the app."""
    return Dataset(_file(EXAMPLE_FILE, EXAMPLE_FILE.stat().st_mtime_ns))


def hosted() -> Dataset | None:
    """The list that the host of this instance set; None without one."""
    own = host_data.host_data()
    if own is None:
        return None
    return Dataset(File(_on_one_line(own.name), own.digest, own.source, folder=own.folder), own.recipe, hosted=True)


def is_example(dataset: Dataset) -> bool:
    """Whether a dataset is the example's file, perhaps under decisions of a reader."""
    return dataset.file.digest == example().file.digest


def is_of_host(dataset: Dataset) -> bool:
    """Whether a dataset is the host's list, perhaps under decisions of a reader."""
    own = hosted()
    return own is not None and own.file.digest == dataset.file.digest


def is_changed(dataset: Dataset) -> bool:
    """Whether a reader changed how the example or the host's list is read, so that it is no longer as given."""
    return (is_of_host(dataset) and not dataset.hosted) or (is_example(dataset) and bool(dataset.recipe))


def first() -> Dataset:
    """The clinics that open if nothing else is chosen: the host's list, or else the example."""
    return hosted() or example()


def chosen() -> str:
    """The id of the dataset that the address names, or else of the one that opens first."""
    return str(parameters.widget_value(DATA, None) or first().id)


@lru_cache(maxsize=1)  # one per process, because every rerun needs it several times
def _file(path: Path, changed: int) -> File:  # noqa: ARG001 - the key
    data = path.read_bytes()
    return File(path.name, fingerprint(data), lambda: data)


def find(dataset: str) -> Dataset | None:
    """A dataset of this visit, or a published one, by its id; None if there is none."""
    if (open_here := _of_the_instance(dataset)) is not None:
        return open_here
    public = shared(dataset)
    own = _visit_datasets().get(dataset)
    return replace(own, published=public.published if public else None) if own else public


def shared(dataset: str) -> Dataset | None:
    """A dataset that anyone may see, by its id; None for any other id."""
    if (open_here := _of_the_instance(dataset)) is not None:
        return open_here
    about = published_datasets.about(dataset)
    if not isinstance(about, About):
        return None
    source = partial(published_datasets.data, about.dataset)
    file = File(_on_one_line(about.name), about.fingerprint, source, about.dataset)
    return Dataset(file, load_recipe(about.recipe.encode()), published=about)


def _of_the_instance(dataset: str) -> Dataset | None:
    """The example or the host's list, by its id; None for any other id."""
    if dataset == EXAMPLE:
        return example()
    own = hosted()
    return own if own is not None and own.id == dataset else None


def current() -> Dataset | None:
    """The dataset that the address names; None if it is not available."""
    return find(chosen())


def from_upload(name: str, data: bytes) -> Dataset:
    """A file as uploaded, not yet among the datasets of the visit. Its name is cut to what fits on one line."""
    return Dataset(File(_on_one_line(name), fingerprint(data), lambda: data, size=len(data)))


def _on_one_line(name: str) -> str:
    line = "".join(character if character.isprintable() else " " for character in Path(name).name)
    return " ".join(line.split())[-_LONGEST_NAME:] or "file"


def show(dataset: Dataset) -> None:
    """Keep a dataset and make it current (in a callback, or before the sidebar is drawn)."""
    _put(dataset)
    st.session_state[DATA] = dataset.id


def keep(dataset: Dataset) -> bool:
    """Keep a dataset beside the current one. Returns whether both fit into what a visit may hold."""
    datasets = _visit_datasets()
    own = datasets.get(chosen())
    _put(dataset)
    if own is not None:
        _put(own)
    return dataset.id in datasets


def decide(change: Callable[[Recipe], Recipe]) -> None:
    """Make the current file under a changed recipe the current dataset (a callback); `undo` returns."""
    now = current()
    if now is None:
        return
    recipe = change(now.recipe)
    st.session_state.pop(_UNDONE, None)
    if recipe.fingerprint != now.recipe.fingerprint:
        show(now.under(recipe))


def undo() -> None:
    """Return to the dataset before the last decision (a callback)."""
    now = current()
    if now is not None and now.before is not None and find(now.before) is not None:
        st.session_state[_UNDONE] = (now.id, now.before)
        st.session_state[DATA] = now.before


def undone() -> Dataset | None:
    """The dataset that `undo` left for the current one; None if the reader arrived here in another way."""
    left, returned_to = st.session_state.get(_UNDONE, (None, None))
    return find(left) if left is not None and returned_to == chosen() else None


def choices() -> list[str]:
    """The ids that the sidebar offers, starting with the dataset that opens first.

    They are those of the instance, each file's latest dataset of this visit, and the current one.
    """
    latest = {dataset.file.digest: key for key, dataset in _visit_datasets().items()}
    requested = [
        chosen(),
        *(word for word in st.query_params.get_all(DATA) if parameters.is_dataset(word)),
    ]
    return list(dict.fromkeys((first().id, EXAMPLE, *latest.values(), *requested)))


def _put(dataset: Dataset) -> None:
    """Make a dataset the newest of this visit, and drop those beyond its limits."""
    datasets = _visit_datasets()
    datasets[dataset.id] = datasets.pop(dataset.id, dataset)  # a known dataset keeps its `before`
    for old in _beyond(datasets.values()):
        datasets.pop(old, None)


def _visit_datasets() -> dict[str, Dataset]:
    datasets: dict[str, Dataset] = st.session_state.setdefault(_DATASETS, {})
    return datasets


def _beyond(datasets: Iterable[Dataset]) -> list[str]:
    """The ids to drop: all but the latest files, and all but the latest decisions."""
    newest_first = list(datasets)[::-1]
    sizes = {dataset.file.digest: dataset.file.size for dataset in newest_first}
    cumulative = accumulate(sizes.values())
    digests = [digest for digest, so_far in zip(sizes, cumulative, strict=True) if so_far <= _MOST_BYTES][:_MOST_FILES]
    digests = digests or list(sizes)[:1]
    staying = [dataset.id for dataset in newest_first if dataset.file.digest in digests][:_MOST_STATES]
    return [dataset.id for dataset in newest_first if dataset.id not in staying]
