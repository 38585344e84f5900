"""Datasets: the example, a reader's uploads and what is published, each loaded as a review.

In: the id of a dataset and a rubric, or an uploaded file. Out: a `Review` with its index, from the one cache. Open
`loading.py` first; `session_datasets.py` is what a reader brought and decided, `published_datasets.py` the store.
"""
