"""Which column of a table feeds which field: by a setting, an earlier decision, its header, or as its cells suggest."""
