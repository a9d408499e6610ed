"""The vocabulary: every file opens, says where it comes from, and does not contradict itself."""

from pathlib import Path

import pytest

from apps.engine.resume.vocabulary import load

FILES = sorted(path.stem for path in load.HERE.glob("*.toml"))


@pytest.mark.parametrize("concept", FILES)
def test_names_its_source(concept: str) -> None:
    text = (load.HERE / f"{concept}.toml").read_text(encoding="utf-8")
    assert text.startswith("#")
    assert "Source:" in text.split("[words]")[0]


@pytest.mark.parametrize("concept", FILES)
def test_is_consistent(concept: str) -> None:
    load.check(concept)


def test_lists_name_their_source() -> None:
    text = (load.HERE / "cities.txt").read_text(encoding="utf-8")
    assert "Source:" in text[:300]
    assert "tromso" in load.lines("cities")


def test_folds_accents_signs_and_case() -> None:
    assert load.fold("  Éducation & Training: ") == "education training"
    assert load.fold("C++ / C#") == "c++ c#"


def test_refuses_words_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "twice.toml").write_text('[words]\na = ["x"]\nb = ["X"]\n', encoding="utf-8")
    (tmp_path / "empty.toml").write_text("[words]\na = []\n", encoding="utf-8")
    monkeypatch.setattr(load, "HERE", tmp_path)
    for concept in ("twice", "empty"):
        with pytest.raises(load.VocabularyError):
            load.check(concept)
