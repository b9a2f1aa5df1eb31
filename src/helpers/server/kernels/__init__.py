"""Kernels that are ready before a lesson asks for one."""
