"""`DELETE /ats/v1/candidates/{id}`: nothing stays."""

from concurrent.futures import ThreadPoolExecutor

from tests.ats.caller import Caller
from tests.ats.cvs import Cv
from tests.servers.tenant import code_of

LEFT = "SELECT count(*) FROM candidates_{table} WHERE {column} = '{key}'"


def test_the_record_the_file_and_every_word_are_gone(owner: Caller) -> None:
    candidate = owner.parsed_file("nora.pdf", Cv(name="Nora Quillstone").pdf())
    key, job = candidate["id"], candidate["job_id"]
    owner.http.patch(f"/candidates/{key}", json={"location": "Salem"})
    owner.http.post(f"/candidates/{key}/tags", json={"name": "Senior"})
    assert owner.ids(search="quillstone") == [key]
    response = owner.http.delete(f"/candidates/{key}")
    assert response.status_code == 200
    assert response.json() == {"success": True, "message": "Candidate deleted successfully"}
    assert code_of(owner.http.get(f"/candidates/{key}")) == "not_found"
    assert owner.ids(search="quillstone") == []
    ask = owner.service.ask
    assert ask("files(prefix)", prefix=f"candidates/{key}/") == []
    assert owner.stored(job) == []
    stored = key if owner.service.uses_postgres else key.replace("-", "")
    for table in ("candidateskill", "candidatewords", "correction", "candidatetag"):
        sql = LEFT.format(table=table, column="candidate_id", key=stored)
        assert ask("query(sql)", sql=sql) == [[0]], table
    assert code_of(owner.http.delete(f"/candidates/{key}")) == "not_found"


def test_the_audit_log_says_who_did_it(owner: Caller) -> None:
    key = owner.parsed()["id"]
    owner.http.delete(f"/candidates/{key}")
    entries = owner.http.get(f"{owner.service.base_url}/v1/audit").json()["data"]
    [entry] = [one for one in entries if one["action"] == "candidate.deleted"]
    assert entry["target"] == key
    assert entry["actor"] == f"key {owner.key.split('_')[1]}"


def test_one_that_waits_is_cancelled_and_not_charged(owner: Caller) -> None:
    submitted = owner.parse(*((f"{n}.pdf", Cv(name=f"Nora {n}").pdf()) for n in range(6))).json()
    last = submitted["candidates"][-1]["id"]
    candidate = owner.candidate(last)
    assert owner.http.delete(f"/candidates/{last}").status_code == 200
    movements = owner.movements(candidate["job_id"])
    assert movements in ([["hold", -1000], ["release", 1000]], [["hold", -1000], ["settle", 0]])
    for one in submitted["candidates"][:-1]:
        assert owner.ended(one["id"])["parsing_status"] == "completed"


def test_a_stranger_deletes_nothing(owner: Caller, colleague: Caller, stranger: Caller) -> None:
    key = owner.parsed()["id"]
    assert stranger.http.delete(f"/candidates/{key}").status_code == 404
    assert owner.candidate(key)["id"] == key
    assert colleague.http.delete(f"/candidates/{key}").status_code == 200


def test_no_kept_answer_tells_of_it(owner: Caller) -> None:
    """Answers are kept for a day under an Idempotency-Key; a retry may not bring anybody back."""
    people = ("Nora Feldweg", "Vera Hallbrook")
    files = [(f"{name}.pdf", Cv(name=name).pdf()) for name in people]
    kept, other = (one["id"] for one in owner.parse(*files, key="submit").json()["candidates"])
    for one in (kept, other):
        owner.ended(one)
    key = {"Idempotency-Key": "merge"}
    merge = f"/candidates/{kept}/merge"
    merged = owner.http.post(merge, json={"with": other}, headers=key)
    assert merged.json()["data"]["full_name"] == "Nora Feldweg"
    names = [one["filename"] for one in owner.parse(*files, key="submit").json()["candidates"]]
    assert names == ["Nora Feldweg.pdf", ""]
    owner.http.delete(f"/candidates/{kept}")
    assert code_of(owner.http.post(merge, json={"with": other}, headers=key)) == "not_found"
    again = owner.parse(*files, key="submit")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert [(one["id"], one["filename"]) for one in again.json()["candidates"]] == [
        (kept, ""),
        (other, ""),
    ]
    assert owner.ids() == []


def test_no_kept_answer_tells_of_many_that_go_at_once(owner: Caller) -> None:
    files = [(f"Nora Feldweg {n}.txt", f"Nora Feldweg\n{n}\n".encode()) for n in range(8)]
    people = owner.parse(*files, key="submit").json()["candidates"]
    with ThreadPoolExecutor(len(files)) as pool:
        gone = pool.map(lambda one: owner.http.delete(f"/candidates/{one['id']}"), people)
    assert {answer.status_code for answer in gone} == {200}
    again = owner.parse(*files, key="submit").json()["candidates"]
    assert {one["filename"] for one in again} == {""}
