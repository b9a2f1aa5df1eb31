"""A lesson as one file that is alive: the model was run beforehand, at every setting of a grid."""
