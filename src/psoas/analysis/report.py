"""placeholder"""

from psoas.analysis.result import Analysis


def report_page(result: Analysis) -> str:
    """Later."""
    return "<html></html>"
