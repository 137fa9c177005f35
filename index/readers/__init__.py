"""The formats that reports come in: each module takes a file's bytes and gives its blocks, before any repair."""
