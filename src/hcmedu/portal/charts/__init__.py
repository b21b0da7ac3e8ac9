"""Charts as SVG: numbers in, one string of markup out. Nothing of the portal is known here.

Colours and fonts are the page's (classes ``hcmedu-chart-*``). A drawing is 340 units wide, so that
its letters have their full size on a phone of 360 px. It names itself and says its numbers to who
does not see it; a page puts the table of the same numbers beside it.
"""

from hcmedu.portal.charts.bars import bars
from hcmedu.portal.charts.columns import columns
from hcmedu.portal.charts.model import Bar
from hcmedu.portal.charts.model import Chart
from hcmedu.portal.charts.model import ChartError
from hcmedu.portal.charts.trend import trend


__all__ = ["Bar", "Chart", "ChartError", "bars", "columns", "trend"]
