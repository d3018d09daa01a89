"""How docforge does beside its peers: ratios, measured in one run on the machine at hand."""
