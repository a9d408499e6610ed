"""The resume that warms the zygote up is one that the sandbox itself would accept."""

from apps.engine.check import PDF_ONLY, CheckResult, check
from apps.sandbox.tasks.warm_up import small_resume


def test_it_passes_the_check() -> None:
    assert check(small_resume(), None, 1, accept=PDF_ONLY) == CheckResult(1, (1,))
