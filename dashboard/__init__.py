"""What a reader sees: the view of a review, its charts, tables and wording.

In: what widgets or a link hold, and the `Review` of a dataset. Out: what pages draw, and the answers of the API. Open
`view.py` first: a review as one reader has filtered and weighted it. `router.py` is the script that runs at each
change, and `parameters.py` says what a link may hold. Packages: `datasets` (where a review comes from), `filters`,
`charts`, `corrections` (the parts of the Data page), `view_report` (a view as a report to print), `visit_sheet` (the
shortlist as a sheet to take along), and `server` (middleware in front of the app).
"""
