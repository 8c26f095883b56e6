"""The company in which the handlers' tests play."""

import pytest


@pytest.fixture
async def cycle(company):
    """The half-year that is open now."""
    return await company.opens_half_year()


@pytest.fixture
async def review(company, alice, cycle):
    """Alice has answered everything and looks at the review."""
    await company.answered(alice, cycle, 2, "They did it without me")
    await alice.says("/grow assess")
    assert alice.modal.view["callback_id"] == "assessment.review"
