"""Question-answer pairs, metrics, runs and reports."""
