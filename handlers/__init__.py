"""WHAT PEOPLE DO. One module per feature: parse, decide, record, show. FEATURES is the table of contents."""

from handlers import (
    assessment,
    assessment_steps,
    away,
    framework,
    grow,
    half_years,
    home,
    installation,
    nudges,
    people,
    settings,
    summary,
    talks,
)

FEATURES = [
    *(assessment, assessment_steps, home, talks, nudges, settings, summary, framework, away),
    *(half_years, people, installation, grow),
]
"""In the order in which they are asked, the busiest first; `grow` answers whatever no other feature did."""
