"""The progress: a file that a person can read, and write."""

from __future__ import annotations

import os
import threading
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.course.exercises.progress import Progress, ProgressUnreadable, Record

RECORDS = st.builds(Record, solved=st.none() | st.dates(), hints=st.integers(0, 9), solution_asked=st.booleans())


def test_without_a_file_nothing_is_done(tmp_path):
    progress = Progress.read(tmp_path / "nowhere")

    assert progress.of("count_visits") == Record()


def test_the_file_reads_as_a_person_writes_it(tmp_path):
    progress = Progress.read(tmp_path)
    progress.records["count_visits"] = Record(solved=date(2026, 3, 2), hints=2, solution_asked=True)
    progress.save()

    assert (tmp_path / "progress.toml").read_text(encoding="utf-8") == (
        "# What you have done in the exercises. The command writes this file; you may edit it.\n"
        "\n"
        "[count_visits]\n"
        "solved = 2026-03-02\n"
        "hints = 2\n"
        "solution_asked = true\n"
    )


@given(records=st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,20}", fullmatch=True), RECORDS, max_size=4))
def test_what_is_saved_is_read_again(tmp_path_factory, records):
    folder = tmp_path_factory.mktemp("progress")
    Progress(folder / "progress.toml", dict(records)).save()

    assert Progress.read(folder).records == records


def test_two_who_save_at_once_do_not_get_into_each_others_way(tmp_path):
    writers = [threading.Thread(target=Progress(tmp_path / "progress.toml", {"a": Record(hints=1)}).save) for _ in "ab"]
    with pytest.MonkeyPatch.context() as patch:
        meeting = threading.Barrier(2)  # both have written their drafts before either puts it into its place
        replace = os.replace
        patch.setattr(os, "replace", lambda *paths: (meeting.wait(10), replace(*paths)))
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

    assert [path.name for path in tmp_path.iterdir()] == ["progress.toml"]
    assert Progress.read(tmp_path).of("a").hints == 1


def test_an_exercise_that_is_no_more_keeps_its_record(tmp_path):
    (tmp_path / "progress.toml").write_text("[of_long_ago]\nhints = 1\n", encoding="utf-8")
    progress = Progress.read(tmp_path)
    progress.of("count_visits").hints = 1
    progress.save()

    assert Progress.read(tmp_path).of("of_long_ago").hints == 1


@pytest.mark.parametrize(
    "text",
    ["[count_visits", "[count_visits]\nhints = 'two'\n", "[count_visits]\nsolved = true\n", "count_visits = 3\n",
     "[count_visits]\nstars = 5\n", "[count_visits]\nsolved = 2026-03-02T10:00:00\n"],
)  # fmt: skip
def test_a_file_that_makes_no_sense_is_told_by_its_name_and_kept(tmp_path, text):
    path = tmp_path / "progress.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ProgressUnreadable) as refused:
        Progress.read(tmp_path)

    assert str(refused.value).startswith(f"{path} cannot be understood: ")
    assert str(refused.value).endswith(" Mend it, or delete it to begin anew.")
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_is_no_text_is_told_by_its_name(tmp_path):
    (tmp_path / "progress.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ProgressUnreadable, match=r"progress\.toml cannot be read"):
        Progress.read(tmp_path)
