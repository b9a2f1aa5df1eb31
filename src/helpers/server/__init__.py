"""The servers: on one computer, for a room, under JupyterHub."""
