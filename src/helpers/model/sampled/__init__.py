"""Individual follicles, drawn exactly."""
