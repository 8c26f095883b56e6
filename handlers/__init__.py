"""WHAT PEOPLE DO. One module per feature: parse, decide, record, show. FEATURES is the table of contents."""

from handlers import assessment, assessment_steps, framework, grow, home, installation, people, summary

FEATURES = [home, assessment, assessment_steps, summary, framework, people, installation, grow]
"""In the order in which they are asked; `grow` answers whatever no other feature did, so it comes last."""
