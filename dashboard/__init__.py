"""What a reader sees: the view of a review, its charts, tables and wording."""
