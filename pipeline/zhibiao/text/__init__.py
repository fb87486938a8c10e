"""Bytes to articles: decode, find the borders of articles, repair the layout, keep the way back to the raw text."""
