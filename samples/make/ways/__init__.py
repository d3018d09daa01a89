"""A small filled form for each way in which people answer: `samples/ways/FORMAT/NAME.ext`.

Every module of this package that has `ways()` adds its files; see samples/ways/README.md.
"""
