"""Check marks and option words in a cell, and which option they choose."""
