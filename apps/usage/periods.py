"""Billing periods: months that begin on the day an organisation was created."""

import calendar
from datetime import datetime


def period_start(created_at: datetime, now: datetime) -> datetime:
    """The last monthly return of `created_at` that is not after `now`."""
    return _add_months(created_at, _whole_months(created_at, now))


def period_end(created_at: datetime, now: datetime) -> datetime:
    """The next monthly return of `created_at` after `now`; short months end on their last day."""
    return _add_months(created_at, _whole_months(created_at, now) + 1)


def _whole_months(created_at: datetime, now: datetime) -> int:
    months = (now.year - created_at.year) * 12 + now.month - created_at.month
    return months if _add_months(created_at, months) <= now else months - 1


def _add_months(moment: datetime, months: int) -> datetime:
    index = moment.month - 1 + months
    year, month = moment.year + index // 12, index % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return moment.replace(year=year, month=month, day=min(moment.day, last))
