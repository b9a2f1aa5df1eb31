"""The server of a class: its pages, its votes, its kernels."""
