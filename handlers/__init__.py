"""WHAT PEOPLE DO. One module per feature: parse, decide, record, show. FEATURES is the table of contents."""

from handlers import assessment, assessment_steps, framework, grow, half_years, home, installation, people, summary

FEATURES = [assessment, assessment_steps, home, summary, framework, half_years, people, installation, grow]
"""In the order in which they are asked, the busiest first; `grow` answers whatever no other feature did."""
