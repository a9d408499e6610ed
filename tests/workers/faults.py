"""Killing parts of a running service, and callers that go on submitting all the same."""

import contextlib
import random
import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import psutil

from tests import pdfs
from tests.servers.process import wait_for
from tests.servers.service import Service
from tests.servers.tenant import SUBMIT, Tenant

SUBMIT_SECONDS = 120.0
RETRY_SECONDS = 0.2
TRY_SECONDS = 30.0  # one try; a killed web closes the connection much sooner

PARTS = ("worker", "worker child", "web", "web child", "broker")
FORGETFUL = "broker and its data"

WORK_SECONDS = 1.0  # how long to wait for a worker to be at work before it is killed

GONE = (psutil.NoSuchProcess, psutil.ZombieProcess)


class Caller:
    """A caller that tries again, under the same key, until its submit is answered."""

    def __init__(self, tenant: Tenant, pause: float) -> None:
        self.tenant = tenant
        self.pause = pause  # seconds between two submits
        self.accepted: list[str] = []
        self._lock = threading.Lock()

    def submit(self, number: int) -> None:
        """Submit one resume, and remember its job."""
        deadline = time.monotonic() + SUBMIT_SECONDS
        while time.monotonic() < deadline:
            if job_id := self._try(number):
                with self._lock:
                    self.accepted.append(job_id)
                time.sleep(self.pause)
                return
            time.sleep(RETRY_SECONDS)
        raise AssertionError(f"submit {number} was never answered")

    def _try(self, number: int) -> str | None:
        try:
            response = httpx.post(
                self.tenant.service.base_url + SUBMIT,
                files={"file": ("a.pdf", pdfs.resume(f"Number {number}"), "application/pdf")},
                headers={
                    "Authorization": f"Bearer {self.tenant.key}",
                    "Idempotency-Key": f"submit {number}",
                },
                timeout=TRY_SECONDS,
            )
        except httpx.TransportError:
            return None
        if response.status_code == 202:
            job_id: str = response.json()["job_id"]
            return job_id
        code = response.json()["error"]["code"]
        assert response.status_code == 503 or code == "idempotency_in_progress", response.text
        return None


class CvCaller(Caller):
    """The same on the candidates face: what it accepted are candidates."""

    def _try(self, number: int) -> str | None:
        try:
            response = httpx.post(
                f"{self.tenant.service.base_url}/ats/v1/parse",
                files={"files": ("a.pdf", pdfs.resume(f"Number {number}"), "application/pdf")},
                headers={"X-API-Key": self.tenant.key, "Idempotency-Key": f"cv {number}"},
                timeout=TRY_SECONDS,
            )
        except httpx.TransportError:
            return None
        if response.status_code == 201:
            candidate_id: str = response.json()["candidates"][0]["id"]
            return candidate_id
        code = response.json()["error"]["code"]
        assert response.status_code == 503 or code == "idempotency_in_progress", response.text
        return None


class Vandal:
    """Kills processes of the service, at moments and in an order that the seed decides."""

    def __init__(self, service: Service, seed: int) -> None:
        self.service = service
        self.random = random.Random(seed)

    def rampage(self, pause: tuple[float, float]) -> None:
        """Kill each part twice, and the broker once more, with its data."""
        order = [*PARTS, *PARTS, FORGETFUL]
        self.random.shuffle(order)
        for part in order:
            time.sleep(self.random.uniform(*pause))
            self.kill(part)

    def kill(self, part: str) -> None:
        """End a part, one of its children, or the broker and what it knows."""
        name = part.split()[0]
        if name == "broker":
            self._kill_broker(forget=part == FORGETFUL)
            return
        if name == "worker":
            wait_for(self._works, WORK_SECONDS)
        for victim in self.service.processes(name)[:1]:
            children = victim.children() if part.endswith("child") else []
            _kill(self.random.choice(children) if children else victim)

    def _works(self) -> bool:
        """Whether a worker is in the middle of a job: the best moment."""
        return bool(self.service.ask("Job.objects.filter(status='processing').exists()"))

    def _kill_broker(self, *, forget: bool) -> None:
        redis = self.service.broker
        if redis is not None:
            redis.kill()
            if forget:
                redis.forget()
            redis.start()
            return
        assert wait_for(lambda: bool(self.service.processes("broker")))  # it may be coming back
        victim = self.service.processes("broker")[0]
        with contextlib.suppress(*GONE):
            victim.suspend()  # or it would write on into the folder that is being emptied
        if forget:
            folder = self.service.data_dir / "broker"
            shutil.rmtree(folder)
            folder.mkdir()
        _kill(victim)


def _kill(process: psutil.Process) -> None:
    with contextlib.suppress(*GONE):
        process.kill()


@contextlib.contextmanager
def submitting(caller: Caller, count: int, callers: int) -> Iterator[None]:
    """So many submits by so many callers beside the block, all answered at its end."""
    with ThreadPoolExecutor(callers) as pool:
        submits = [pool.submit(caller.submit, number) for number in range(count)]
        yield
        for submit in submits:
            submit.result()
