"""Doors: where people come in. They read the clock, the user and the terminal, and hand them down; each has one broad handler."""
