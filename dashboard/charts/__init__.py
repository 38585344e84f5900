"""Charts: small frames to Altair. Each module draws one idea, under a title that states the finding.

In: a `View`. Out: a `Figure`. Open `registry.py` first: it lists the charts.
"""
