"""Extraction: from readings to claims, by rules, by a sheet's mapping, or by a model; each an engine of its own."""
