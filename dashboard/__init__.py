"""What a reader sees: the view of a review, its charts, tables and wording.

In: what widgets or a link hold, and the `Review` of a dataset. Out: what pages draw, and the answers of the API. Open
`view.py` first: a review as one reader has filtered and weighted it. `router.py` is the script that runs at each
change, and `parameters.py` says what a link may hold. Packages: `datasets` (where a review comes from), `filters`,
`charts`, `wording`; the parts of pages in `clinic_list` (Explore), `compare_page`, `clinic_page`, `corrections` (Data)
and `method_page`; `view_report` (a view as a report to print) and `visit_sheet` (the shortlist as a sheet to take
along); `browser` (scripts and styles) and `server` (middleware in front of the app).
"""
