"""Names and figures as words: clinics, columns, scores, ranks, and what to do about problems."""
