"""Undercount: how many are missing from every list.

``overlap`` shows what the lists share, ``estimate`` takes a table of capture cells, ``from_links`` records with match scores.
"""
