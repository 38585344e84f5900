"""The fields outside the four questions: ids, places, dates, prices, numbers and addresses."""
