"""Publishing: from a cleared release to the bytes of a report and a dataset. Nothing here writes, fetches or reads a clock."""
