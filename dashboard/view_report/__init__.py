"""The report of a view: methods, tables, charts and citation as one HTML file to print or to pass on.

In: a `View`. Out: a `Report` of plain text, then a document that needs nothing else. Open `report.py` first.
"""

from dashboard.view_report.offer import offer
from dashboard.view_report.report import Report, report
from dashboard.view_report.report_charts import figures_of, report_chart
from dashboard.view_report.report_document import to_document

__all__ = ["Report", "figures_of", "offer", "report", "report_chart", "to_document"]
