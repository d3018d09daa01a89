"""Training of the models that docforge ships; nothing here is installed with it."""
