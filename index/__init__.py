"""From report files to a searchable store. Takes vectors and words; never sees a question."""
