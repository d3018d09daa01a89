"""The three kinds of form, each read in its own way: checklist, issue summary, register."""
