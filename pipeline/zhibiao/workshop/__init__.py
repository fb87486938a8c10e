"""For those who write rules: listed (`families`), checked (`checking`), begun (`writing`), counted (`coverage`)."""
