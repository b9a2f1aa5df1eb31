"""A page as widgets: what a student touches in the app and in JupyterLab."""
