"""Tests, in folders that mirror the packages; the fakes they share stand beside this file."""
