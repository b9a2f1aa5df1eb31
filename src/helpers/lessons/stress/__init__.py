"""Stress: falling and not growing back are different faults."""
