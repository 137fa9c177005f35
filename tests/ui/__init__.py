"""Tests of the entry points."""
