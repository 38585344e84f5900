"""Spreadsheets to text, in a child process: `python -m spreadsheets`. Knows nothing of clinics.

A workbook of a few kilobytes can make any parser take gigabytes or minutes, or crash its process. A child process
contains all of that. It loads few modules, because one is started for every workbook.
"""
