"""Concord: the world's AI principles, linked."""

from importlib.metadata import version

__version__ = version("concord")
