"""Makes the returned forms in `samples/` and the truth beside each: `python -m samples.make`.

The order of the rooms is the order of the work: `people` invents enterprises and persons,
`records` holds the sentences inspectors write, `answers` fills a checklist with them, `word`,
`excel` and `pdf` put it on paper in many ways, `truth` writes down what stands there. The truth
comes from the same data that makes the paper, never from reading the paper.
"""
