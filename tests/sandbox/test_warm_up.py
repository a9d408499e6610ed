"""The resume that warms the zygote up is one that the sandbox itself would accept."""

from apps.engine.check import CheckResult, check_pdf
from apps.sandbox.tasks.warm_up import small_resume


def test_it_passes_the_check() -> None:
    assert check_pdf(small_resume(), None, 1) == CheckResult(1, (1,))
