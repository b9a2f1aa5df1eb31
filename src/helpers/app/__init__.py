"""The server behind the lessons: one program for the app and for JupyterLab."""
