"""Pictures of charts, drawn from their Vega-Lite specifications in a small separate process, without a network.

In: a specification with its rows. Out: the bytes of an SVG or PNG file. Open `isolated_drawing.py` first. It knows
neither clinics nor the screen.
"""
