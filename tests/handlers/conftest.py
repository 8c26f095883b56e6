"""The company in which the handlers' tests play."""

import pytest

from tests.harness.company import found


@pytest.fixture
async def company(store, clock, workspace_id):
    """Alice the coach, Bob her manager, Charlie who must never see, Olga the owner; once on each engine."""
    return await found(store, clock, workspace_id)


@pytest.fixture
def alice(company):
    return company.alice


@pytest.fixture
def bob(company):
    return company.bob


@pytest.fixture
def charlie(company):
    return company.charlie


@pytest.fixture
def olga(company):
    return company.olga


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
