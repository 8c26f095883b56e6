"""A made-up company to try Trellis on: who works there, and the half-years that lie behind them."""

from sandbox.company.model import Coach, Colleague, Company
from sandbox.company.people import Size, company
from sandbox.company.settling import settle

__all__ = ["Coach", "Colleague", "Company", "Size", "company", "settle"]
