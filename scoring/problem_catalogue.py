"""The catalogue of problems: for each code, a sentence about bad data and a suggestion of what to do."""

from __future__ import annotations

from types import MappingProxyType

# Rows with these problems are not clinics; every other row is.
LEFT_OUT = (
    "blank_row",
    "header_again",
    "template_example_row",
    "description_row",
    "section_row",
    "total_row",
    "excluded",
)
# Decisions of a recipe that match nothing in the file.
NO_LONGER_FIT = ("recipe_sheet_missing", "recipe_header_missing", "recipe_value_missing", "recipe_clinic_missing")

# Code -> (message, suggestion). `finding` fills in {value}, {count}, {near}, {reason}, {rest}, {terms} and the like.
CATALOGUE = MappingProxyType({
    # the file
    "encoding_guessed": ("The file is not UTF-8; it was read as {value}.", "Check names with accents, or save the file as CSV UTF-8."),
    "encoding_mixed": ("The file is UTF-8, except for characters that are not ({count}); these were read as Windows-1252.", "Check names with accents, or save the file as CSV UTF-8."),
    "characters_lost": ("Characters that cannot be read as {value} ({count}) are shown as \ufffd.", "Export the file again, as CSV UTF-8."),
    "sheet_chosen": ("The workbook has {count} sheets; {value} was read.", "To read another, choose it on the Data page, or name it with the sheet setting: {rest}."),
    "lines_above_header": ("Rows above the header ({count}) were left out: {value}", "Nothing to do, unless one of them is a clinic."),
    "text_formulas": ('Cells that hold a text as a formula, such as ="02114", were read as that text.', "Nothing to do."),
    "nul_bytes": ("The file holds NUL characters; they were left out.", "Export the file again if text is missing."),
    "blank_row": ("The row is empty and was left out.", "Delete the row if nothing is missing."),
    "quote_not_closed": ("A double quote opens in this row and is never closed; from here on quotes were read as plain text.", "Close the quote, or delete it."),
    "row_too_short": ("The row has {count} cells and the header {expected}; the missing ones were taken as not stated.", "Check that no cell slipped into another column."),
    "row_too_long": ("The row has {count} cells and the header {expected}; these were left out: {value}", "Put text that holds the separator in double quotes."),
    "rows_in_cell": ("The cell holds line breaks and as many separators as a row: a quote may have drawn other rows into it.", "Look at the quotes in this row, and close the one that is open."),
    "cell_error": ("The cell shows {value} in the workbook; it was taken as not stated.", "Mend the formula, or leave the cell blank."),
    "workbook_of_values": ("Of a workbook of this kind only values are read: cells whose formula failed and formulas without a stored result look blank, and zeros in front of numbers are not kept.", "Save it as .xlsx and read that, if something is missing."),
    "formula_without_result": ("The cell holds a formula without a stored result; formulas are not worked out here, so it was taken as not stated.", "Open the workbook in a spreadsheet program and save it, so that results are stored."),
    "number_not_finite": ("The number is not finite, so it was taken as not stated.", "Give the number, or leave the cell blank."),
    "beside_records": ("The file holds more than the list of records; this was left out ({count}): {value}", "Nothing to do, unless it says something of the clinics."),
    "column_not_read": ("The column holds values of the type {value}, which are not read; it was left out.", "Write the column as text, or as a list of texts."),
    # headers
    "header_again": ("The row is the header once more and was left out.", "Delete the row."),
    "description_row": ("The row says what the columns are, so it was left out.", "Delete the row, or put a clinic's own name into it."),
    "section_row": ("The row holds a place and nothing else, so it was taken for a heading and left out: {value}", "If it is a clinic, fill in what is known of it; if it is a heading, put the place into the rows below it."),
    "total_row": ("The row was taken for a total and left out: {value}", "Delete the row; if it is a clinic, fill in what is known of it."),
    "float_column": ("The numbers of this column end in .0, which was left out.", "Check that no zeros in front of the numbers are missing."),
    "header_too_short": ("Rows have {count} cells and the header {expected}; the cells beyond it were kept in columns of their own.", "Give each column a header, or put text that holds the separator in double quotes."),
    "index_column": ("The first column counts the rows; it was left out.", "Give the column a header if it means more than that."),
    "header_not_used": ("A second column for {field}; it was kept as it is and not scored.", "Name one column {field}, or give both under Columns on the Data page or with the columns setting."),
    "no_column": ("No column was recognised for {field}, so what it would say stays open for every clinic.", "If one of these is it, say so under Columns on the Data page, or with the columns setting: {value}"),
    "own_scores": ("The file is an export of a review; its {count} score columns were left out, as every clinic is scored anew.", "Nothing to do. To keep the earlier scores beside the new ones, give their columns other names."),
    "column_offered": ("Of the cells {count}% are words of {field}, but the header does not say so; the column was not scored.", "If this is what the clinic offers now, or who injects there, say so under Columns on the Data page, or with --columns \"{header}={field}\"; if not, there is nothing to do."),
    "column_yes_no": ("The column answers yes or no; where it says yes, the record was taken to state {terms} in {field}.", "If it means something else, say so, or that it is not used, under Columns on the Data page or with the columns setting."),
    "header_too_long": ("The header has {count} characters; one with more than {expected} names no field, so the column was kept as it is.", "Shorten the header, or say what the column is under Columns on the Data page or with the columns setting."),
    "header_blank": ("A column has no header; it was kept under the name {value}.", "Give the column a header, or delete it."),
    "header_repeated": ("Two columns have the header {header}; this one was kept under the name {value}.", "Give each column a header of its own."),
    # rows
    "template_example_row": ("The row is an example of the template and was left out.", "Delete the row, or put the clinic's own name into it."),
    "one_row_a_person": ("The file seems to have a row for each person: {rest}. Grouped by clinic, its {count} rows become {clinics}.", 'Group them on the Data page, with "one_row_is": "person" in a recipe, or with --one-row person; or leave them if each row is a clinic.'),
    "people_disagree": ("The rows of this clinic state {count} values; the first was taken: {value}", "Look at the rows behind the clinic, and edit the value if another one is right."),
    "name_too_long": ("The name has {count} characters; one with more than {expected} is not compared with the names of other clinics.", "Shorten the name, and put other text in another column."),
    "name_missing": ("The row has no clinic name.", "Fill in the name."),
    "id_repeated": ("The id {value} stands in an earlier row too; this row was given {new_id}.", "Give each clinic an id of its own, or delete the row if it is the same clinic."),
    "possible_duplicate": ("This may be the same clinic as {rest} in row {other_row}: {reason}. Both are kept and scored.", "If it is, keep one of the two in the file, or leave one out on the Data page or with a recipe."),
    # what a recipe decided
    "excluded": ("The recipe leaves this clinic out.", "Take it out of the recipe's list to see it again."),
    "recipe_sheet_missing": ("The recipe reads the sheet {value}; this file has no such sheet, so the first one was read.", "Choose the sheet that took its place, or delete the line from the recipe."),
    "recipe_header_missing": ("The recipe takes the header {value} for {field}; this file has no such header.", "Match the header that took its place, or delete the line from the recipe."),
    "recipe_value_missing": ("The recipe says what {value} means; no cell of this file holds it.", "Nothing to do, unless it is spelt otherwise now."),
    "recipe_clinic_missing": ("The recipe decides on the clinic {value}; this file has no clinic of that id.", "Delete the line from the recipe, or give the clinic its id back."),
    # values outside the four questions
    "state_not_recognised": ("The state was not recognised, so the clinic is missing from the state filter.", "Use a two-letter code such as CA."),
    "country_not_recognised": ("The country was not recognised, so rules that hold in one country only were not applied.", "Use a two-letter code such as US or MX."),
    "country_assumed": ("No country is stated, so the clinic is taken to be in the United States; for culture-expanded cells that matters.", "Fill in the country."),
    "date_not_understood": ("The date was not understood, so it is unknown how old the record is.", "Write the date as 2026-05-31."),
    "date_ambiguous": ("The date may be day first or month first, so it is unknown how old the record is.", "Write the date as 2026-05-31."),
    "date_in_future": ("The date lies after the day of the review.", "Check the year."),
    "price_not_understood": ("The price is not one amount, so it is left out of price figures.", "Write one amount in US dollars, such as 900."),
    "price_in_other_currency": ("The price names a currency other than the US dollar, so it is left out of price figures.", "Write one amount in US dollars, such as 900."),
    "coordinate_not_understood": ("The coordinate is not a number in range.", "Write decimal degrees, such as 39.74 and -104.99."),
    "link_not_web": ("This is not a plain web address and is not shown as a link.", "Write it in full, beginning with https://, without a user name, blanks, back-slashes or signs that cannot be seen."),
    "phone_not_understood": ("This is no telephone number of the record's country and none with a country code.", "Write the number in full, such as (212) 555-0100, or +44 20 7946 0018 abroad."),
    "npi_malformed": ("An NPI has ten digits, of which the last follows from the others; this is none, and was kept as it is.", "Check the number in the NPI registry."),
    # cells of the four questions
    "cell_too_long": ("The cell has {count} characters; one with more than {expected} is free text, so nothing was read from it.", "List in the cell what there is, and put free text in another column."),
    "more_in_cell": ("Besides the problems listed for this cell it has {count} more.", "Correct these, or shorten the cell, and review the file again to see the others."),
    "not_recognised": ("{rest} was not recognised and not counted.", "{near}"),
    "partly_recognised": ("Read as {terms}; {rest} was not understood and not counted.", "{near}"),
    "misspelling": ("{rest} was read as {near}.", "Nothing to do if that is meant; else write the word in full."),
    "other_dimension": ("{rest} is a word for {field} and was not counted here.", "Move it to the column {field}."),
    "ambiguous_word": ("{rest} can mean several things ({terms}); the score allows for each of them.", "Name which one is meant."),
    "negated": ("Read as a statement of what is not offered: {terms}.", "Leave it out of the cell, or list it plainly if it is offered."),
    "negation_unclear": ("It is unclear whether this is still part of what is not offered, so it was not counted: {terms}.", "Separate what is offered from what is not by a semicolon."),
    "offer_unclear": ("It is unclear whether this is offered now, so it was not counted: {terms}.", "List it plainly if it is offered, or leave it out."),
    "not_the_injector": ("Named with the words {rest}, which do not say who injects, so not counted: {terms}.", "List only the people who perform the injection."),
    "not_so_now": ("Named with the words {rest}, so not counted: {terms}.", "List what the people who perform the injection are now."),
    "another_injects": ("Somebody else is stated to inject, so this was not counted: {terms}.", "Say so if this person injects too, or leave it out."),
    "role_unclear": ("It is unclear whether the role of the person before is also this one's, so it was not counted: {terms}.", "Separate the people by semicolons, each with what they do."),
    "not_guidance": ("Read as imaging for a diagnosis, or elsewhere, and not as what guides the needle: {terms}.", "List only the imaging that guides the needle during the injection."),
    "not_a_term": ("{rest} was not counted: {reason}.", "{near}"),
    "bare_yes": ("{rest} adds nothing: {reason}.", "{near}"),
    "none_outside_imaging": ("None was taken as not stated: the column lists what there is.", "Leave the cell blank, or list what there is."),
    "none_with_imaging": ("The record states no imaging and also {terms}; the imaging was counted.", "Keep whichever is true."),
    "taxonomy_not_listed": ("{rest} is a provider taxonomy code that is not listed here, so it was not counted.", "Write the training in words, such as PM&R, if it bears on these injections."),
    "npi_is_no_training": ("An NPI says who a person is, not what training the person has; it was not counted.", "Put the number in the column npi, and the degree and specialty here."),
    "yes_no_not_understood": ("The column takes yes or no for {terms}; this cell says neither and was not counted.", "Write yes or no, or list what is meant in {field}."),
    "claim_not_listed": ("The claim matches none of the listed warning signs and has no effect.", "Nothing to do, unless it is one of the listed claims in other words."),
})  # fmt: skip
