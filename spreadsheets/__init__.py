"""Spreadsheets to text, in a process of its own: `python -m spreadsheets`. Knows nothing of clinics.

A workbook of a few kilobytes can make any parser take gigabytes, minutes, or the process that it runs in. So it is read
where all of that ends nothing else. Few modules are loaded, as the process is started for every workbook.
"""
