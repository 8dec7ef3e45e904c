"""Packs: built from values, verified by the one file that goes with them, refused after any change."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from merkle_record import KEY, ORIGIN, START, checkpoint_of, erased, flips, head_of, meta_of, pem, record, row, salt_of

from evenhand.doors.reports.evidence import verify as verifier
from evenhand.knowledge.merkle.checkpoint import Checkpoint, make_checkpoint
from evenhand.knowledge.merkle.leaf import leaf_hash
from evenhand.knowledge.merkle.note import NoteError, sign_note, verifier_key
from evenhand.knowledge.merkle.pack import PackedEntry, make_pack
from evenhand.knowledge.merkle.tree import consistency_path, inclusion_paths
from evenhand.knowledge.merkle.verify import Row

SOURCE = Path(verifier.__file__).read_bytes()
SIZE = 11
ROWS = [erased(each) if each[0] == 5 else each for each in record(SIZE)]
OLDER = checkpoint_of(ROWS[:4])

Files = dict[str, bytes]


def packed(rows: list[Row], numbers: list[int], day: date = date(2026, 2, 3)) -> list[PackedEntry]:
    paths = inclusion_paths((each[5] for each in rows), len(rows), numbers)
    return [
        PackedEntry(*rows[number][:5], day if rows[number][2] is None else None, paths[number]) for number in numbers
    ]


def pack(**changes: Any) -> Files:
    wanted: dict[str, Any] = {
        "entries": packed(ROWS, [7, 0, 5, 10]),
        "checkpoint": checkpoint_of(ROWS),
        "private_pem": pem(),
        "made_at": START,
        "verifier": SOURCE,
        "consistency": (4, consistency_path((each[5] for each in ROWS), 4, SIZE)),
        "documents": {"letters/to_you.html": "<p>你好</p>".encode()},
    }
    return make_pack(**wanted | changes)


def unpacked(folder: Path, files: Files) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def sealed_again(files: Files, /, seed: int = 1, **manifest: Any) -> Files:
    """The files with a manifest and signature that fit them: what only the holder of the key can make."""
    rest = {name: data for name, data in files.items() if not name.startswith("manifest.")}
    listed = {name: {"sha256": sha256(data).hexdigest(), "bytes": len(data)} for name, data in rest.items()}
    said = {"format": "evenhand-record/1", "origin": ORIGIN, "made_at": "", "files": listed} | manifest
    text = json.dumps(said).encode()
    note = sign_note(f"evenhand pack 1\n{ORIGIN}\n{sha256(text).hexdigest()}\n", name=ORIGIN, private_pem=pem(seed))
    return rest | {"manifest.json": text, "manifest.note": note}


def with_entries(change: Callable[[list[dict[str, Any]]], object]) -> Files:
    files = pack()
    entries = [json.loads(line) for line in files["entries.jsonl"].splitlines()]
    change(entries)
    return sealed_again(files | {"entries.jsonl": b"".join(json.dumps(each).encode() + b"\n" for each in entries)})


def refusal(folder: Path, *arguments: str) -> str:
    with pytest.raises((verifier.Refused, OSError, ValueError)) as caught:
        verifier.verify(dict(verifier.in_folder(str(folder))), *arguments)
    return str(caught.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return unpacked(tmp_path / "pack", pack())


def test_a_whole_pack_says_what_it_proves(folder: Path) -> None:
    lines = verifier.verify(dict(verifier.in_folder(str(folder))))
    said = "\n".join(lines)
    assert f"signed by {ORIGIN}" in said
    assert KEY.fingerprint in said
    assert "The record had 11 entries. This pack holds 4 of them" in said
    assert "Entry 5: content erased on 2026-02-03." in said
    assert "could have made another history" in said
    assert "cannot show what was left out" in said


def test_the_same_values_give_the_same_bytes() -> None:
    assert pack() == pack(entries=reversed(packed(ROWS, [7, 0, 5, 10])))


def test_a_pack_needs_neither_documents_nor_an_older_checkpoint(tmp_path: Path) -> None:
    files = pack(documents=None, consistency=None, entries=[])
    assert verifier.verify(dict(verifier.in_folder(str(unpacked(tmp_path, files)))))


def test_every_changed_byte_of_every_file_is_refused(tmp_path: Path) -> None:
    """The text of verify.py is long and treated like any other file: a short text stands for it here."""
    files, tried = pack(verifier=b"# verify.py\n"), 0
    folder = unpacked(tmp_path, files)
    for name, data in files.items():
        for changed in flips(data):
            (folder / name).write_bytes(changed)
            assert refusal(folder)
            tried += 1
        (folder / name).write_bytes(data)
    assert tried == sum(map(len, files.values()))
    assert verifier.verify(dict(verifier.in_folder(str(folder))))


def test_every_changed_byte_of_the_verifier_is_refused(folder: Path) -> None:
    listed = json.loads(pack()["manifest.json"])["files"]["verify.py"]
    for changed in flips(SOURCE):
        (folder / "verify.py").write_bytes(changed)
        with pytest.raises(verifier.Refused):
            verifier._check_file(dict(verifier.in_folder(str(folder))), "verify.py", listed)


def test_every_value_of_the_last_bytes_of_the_signed_note_is_refused(folder: Path) -> None:
    """Loose Base64 would take some of them."""
    note = pack()["manifest.note"]
    for at in range(len(note) - 4, len(note)):
        for value in set(range(256)) - {note[at]}:
            (folder / "manifest.note").write_bytes(note[:at] + bytes([value]) + note[at + 1 :])
            assert refusal(folder)


def test_every_file_can_be_missed(folder: Path) -> None:
    for name in pack():
        (folder / name).rename(folder.parent / "away")
        assert "missing" in refusal(folder)
        (folder.parent / "away").rename(folder / name)


def test_every_file_can_be_cut_off_or_grow(folder: Path) -> None:
    for name, data in pack().items():
        for changed in (b"", data[:-1], data[1:], data + b"\n", data + data):
            (folder / name).write_bytes(changed)
            assert refusal(folder)
        (folder / name).write_bytes(data)


def test_every_file_can_be_renamed_or_exchanged(folder: Path) -> None:
    files = pack()
    for name in files:
        (folder / name).rename(folder / "other.txt")
        assert refusal(folder)
        (folder / "other.txt").rename(folder / name)
        other = next(each for each in files if each != name)
        (folder / name).write_bytes(files[other])
        assert refusal(folder)
        (folder / name).write_bytes(files[name])


def test_extra_files_and_links_are_refused(folder: Path) -> None:
    (folder / "letters" / "one\x1b[2Jmore.txt").write_bytes(b"")
    assert "letters/one\\x1b[2Jmore.txt is not part of the pack" in refusal(folder)
    (folder / "letters" / "one\x1b[2Jmore.txt").unlink()
    (folder / "key.txt").rename(folder.parent / "key.txt")
    (folder / "key.txt").symlink_to(folder.parent / "key.txt")
    assert refusal(folder)


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/etc/passwd",
        "a/../b",
        "a//b",
        "./a",
        ".hidden",
        "a/.b",
        "a\\b",
        "C:a",
        "a/b/c/d/e",
        "",
        "a\n",
        "a.",
        "a./b",
    ]
    + ["manifest.note", "x" * 201, "é.txt", "KEY.TXT"],
)
def test_names_that_lead_astray_are_refused(folder: Path, name: str) -> None:
    files = {each: {"sha256": sha256(data).hexdigest(), "bytes": len(data)} for each, data in pack().items()}
    files = {each: said for each, said in files.items() if not each.startswith("manifest.")}
    unpacked(folder, sealed_again(pack(), files=files | {name: {"sha256": sha256(b"").hexdigest(), "bytes": 0}}))
    assert refusal(folder).startswith("The manifest lists")
    with pytest.raises(ValueError, match="name"):
        pack(documents={name: b""}) if name != "manifest.note" else pack(documents={"Manifest.NOTE": b""})


@pytest.mark.parametrize("number", [-1, 2**53, 10**30, 1.0, True, "7", None, 11, 6])
def test_entries_with_impossible_numbers(tmp_path: Path, number: Any) -> None:
    files = with_entries(lambda entries: entries[2].update(number=number))
    assert refusal(unpacked(tmp_path, files))


def test_a_number_of_many_digits(tmp_path: Path) -> None:
    files = pack()
    lines = files["entries.jsonl"].replace(b'"number":7', b'"number":' + b"7" * 100_000, 1)
    assert refusal(unpacked(tmp_path, sealed_again(files | {"entries.jsonl": lines})))


@pytest.mark.parametrize(
    "lines", [b"[" * 100_000 + b"\n", b"{}\n", b"\n", b"null\n", b"\xff\n", b'{"number":0,"number":0}\n']
)
def test_lines_that_are_no_entries(tmp_path: Path, lines: bytes) -> None:
    assert refusal(unpacked(tmp_path, sealed_again(pack() | {"entries.jsonl": lines})))


def test_a_cut_off_last_line(tmp_path: Path) -> None:
    files = pack()
    cut = sealed_again(files | {"entries.jsonl": files["entries.jsonl"][:-1]})
    assert "cut off" in refusal(unpacked(tmp_path, cut))


ATTACKS: dict[str, Callable[[list[dict[str, Any]]], object]] = {
    "body": lambda e: e[0].update(body="We never promised that."),
    "body of an erased entry": lambda e: e[1].update(body="We never promised that."),
    "meta": lambda e: e[0].update(meta=meta_of(0, actor="member:2").decode()),
    "meta of an erased entry": lambda e: e[1].update(meta=meta_of(5, actor="member:2").decode()),
    "meta that is no object": lambda e: e[0].update(meta="[]"),
    "salt": lambda e: e[0].update(salt=salt_of(1).hex()),
    "no salt": lambda e: e[0].update(salt=None),
    "capital salt": lambda e: e[0].update(salt=salt_of(0).hex().upper()),
    "said to be erased": lambda e: e[0].update(erased_on="2026-01-01"),
    "silently gone": lambda e: e[0].update(body=None, salt=None),
    "gone without a day": lambda e: e[1].update(erased_on=None),
    "gone on no day": lambda e: e[1].update(erased_on="2026-02-30"),
    "gone on another kind of day": lambda e: e[1].update(erased_on="20260203"),
    "salt still there": lambda e: e[1].update(salt=salt_of(5).hex()),
    "commitment": lambda e: e[1].update(commitment="00" * 32),
    "commitment too many": lambda e: e[0].update(commitment="00" * 32),
    "exchanged": lambda e: (e[0].update(number=7), e[2].update(number=0)),
    "order": lambda e: e.reverse(),
    "twice": lambda e: e.insert(1, e[0]),
    "proof": lambda e: e[0]["proof"].pop(),
    "longer proof": lambda e: e[0]["proof"].append("00" * 32),
    "endless proof": lambda e: e[0].update(proof=["00" * 32] * 65),
    "no proof": lambda e: e[0].update(proof=None),
    "field missing": lambda e: e[0].pop("salt"),
    "field more": lambda e: e[0].update(more=1),
    "lone surrogate": lambda e: e[0].update(body="\ud800"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_entries_altered_by_whoever_holds_the_key(tmp_path: Path, attack: str) -> None:
    """Signed again after the change: the tree of the checkpoint still tells."""
    assert refusal(unpacked(tmp_path, with_entries(ATTACKS[attack])))


def test_an_entry_that_was_never_in_the_tree(tmp_path: Path) -> None:
    files = pack(checkpoint=checkpoint_of(record(SIZE)[:10] + [row(10)]))
    other = [*ROWS[:10], row(10, b"another history")]
    entries = pack(entries=packed(other, [10]), checkpoint=checkpoint_of(other))["entries.jsonl"]
    assert "never in the record" in refusal(unpacked(tmp_path, sealed_again(files | {"entries.jsonl": entries})))


def test_a_pack_signed_by_another_key(tmp_path: Path) -> None:
    other = verifier_key(ORIGIN, pem(2))
    files = pack() | {"key.txt": other.to_text().encode() + b"\n"}
    assert "did not sign" in refusal(unpacked(tmp_path / "swapped", files))
    resigned = unpacked(tmp_path / "resigned", sealed_again(files, seed=2))
    assert "did not sign" in refusal(resigned)
    forged = unpacked(tmp_path / "forged", pack(private_pem=pem(2), checkpoint=checkpoint_of(ROWS, seed=2)))
    assert other.fingerprint in "\n".join(verifier.verify(dict(verifier.in_folder(str(forged)))))
    assert "Another key" in refusal(forged, KEY.to_text())


def test_the_key_that_was_named_signed(folder: Path) -> None:
    assert verifier.verify(dict(verifier.in_folder(str(folder))), KEY.to_text() + "\n")


def test_a_second_signature_on_the_manifest_is_refused(folder: Path) -> None:
    note = pack()["manifest.note"]
    more = sign_note("x\n", name="witness.example", private_pem=pem(2)).split(b"\n\n")[1]
    (folder / "manifest.note").write_bytes(note + more)
    assert "not the one that was signed" in refusal(folder)


def outside(folder: Path, note: bytes) -> str:
    path = folder.parent / "outside.txt"
    path.write_bytes(note)
    return str(path)


def test_an_outside_checkpoint_is_a_prefix(folder: Path) -> None:
    for note, size in ((OLDER, 4), (checkpoint_of(ROWS), SIZE)):
        lines = verifier.verify(dict(verifier.in_folder(str(folder))), None, outside(folder, note))
        assert lines[-1] == f"The outside checkpoint of {size} entries is a prefix of this record."
        assert not any("another history" in line for line in lines)


def test_an_outside_checkpoint_finds_another_history(folder: Path) -> None:
    for size in (4, SIZE):
        other = [*ROWS[:2], row(2, b"what was really said"), *ROWS[3:size]]
        found = refusal(folder, None, outside(folder, checkpoint_of(other)))  # type: ignore[arg-type]
        assert "are not those" in found


def test_an_outside_checkpoint_that_cannot_be_compared(folder: Path) -> None:
    longer, unproved = checkpoint_of(record(SIZE + 1)), checkpoint_of(ROWS[:3])
    other = checkpoint_of(ROWS[:4], seed=2)
    for note, reason in ((longer, "newer"), (unproved, "no proof"), (other, "did not sign"), (b"", "cannot be read")):
        assert reason in refusal(folder, None, outside(folder, note))  # type: ignore[arg-type]
    with pytest.raises(OSError, match="nowhere"):
        verifier.verify(dict(verifier.in_folder(str(folder))), None, str(folder / "nowhere"))


@pytest.mark.parametrize(
    "said", [{"from": 0}, {"from": 12}, {"from": "4"}, {"proof": [1]}, {"proof": None}, {"more": 1}]
)
def test_an_unusable_consistency_proof(tmp_path: Path, said: dict[str, Any]) -> None:
    data = json.dumps({"from": 4, "proof": []} | said).encode()
    assert refusal(unpacked(tmp_path, sealed_again(pack() | {"consistency.json": data})))


@pytest.mark.parametrize(
    "said", [{"format": "evenhand-record/2"}, {"origin": "other"}, {"files": []}, {"files": {"key.txt": 1}}]
)
def test_a_manifest_of_another_kind(tmp_path: Path, said: dict[str, Any]) -> None:
    assert refusal(unpacked(tmp_path, sealed_again(pack(), **said)))


def test_a_checkpoint_of_another_record(tmp_path: Path) -> None:
    text = Checkpoint("other.example", *head_of(ROWS)).to_text()
    note = sign_note(text, name=ORIGIN, private_pem=pem())
    assert "another record" in refusal(unpacked(tmp_path, sealed_again(pack() | {"checkpoint.txt": note})))


def run(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-I", "verify.py", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": os.environ["PATH"], **environment},
    )
    assert ran.stderr == ""
    return ran.returncode, ran.stdout


def test_run_in_the_unpacked_folder(folder: Path) -> None:
    code, said = run(folder)
    assert (code, said.count("\n")) == (0, 7)
    code, said = run(folder, "--checkpoint", outside(folder, OLDER), "--key", KEY.to_text())
    assert (code, "is a prefix" in said) == (0, True)
    assert not list(folder.rglob("__pycache__"))


def test_run_on_a_pack_that_does_not_hold(folder: Path) -> None:
    (folder / "letters" / "to_you.html").write_bytes(b"<p>other</p>")
    assert run(folder) == (1, "NOT VERIFIED. letters/to_you.html has another length than was signed.\n")
    (folder / "key.txt").write_bytes(b"\xff")
    code, said = run(folder)
    assert (code, said[:14]) == (1, "NOT VERIFIED. ")


def test_wrong_options_end_with_1(folder: Path) -> None:
    for arguments in (["--nonsense"], ["--key"], ["--folder", "nowhere"], ["more"], ["--key", "\u4f60"]):
        assert run(folder, *arguments)[0] == 1


def test_the_verifier_needs_nothing_but_python() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 9))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    tops = {name.split(".")[0] for name in named}
    assert tops - sys.stdlib_module_names == set()


def test_only_what_proves_itself_is_packed() -> None:
    good = packed(ROWS, [0, 5])
    whole, gone = good
    for bad in (
        [whole, whole],
        [PackedEntry(0, meta_of(1), whole.body, whole.salt, whole.committed, None, whole.path)],
        [PackedEntry(0, whole.meta, whole.body, None, whole.committed, None, whole.path)],
        [PackedEntry(5, gone.meta, None, None, gone.committed, None, gone.path)],
        [PackedEntry(0, whole.meta, whole.body, whole.salt, whole.committed, date(2026, 1, 1), whole.path)],
        [PackedEntry(0, whole.meta, b"other", whole.salt, whole.committed, None, whole.path)],
    ):
        with pytest.raises(ValueError, match="Entry"):
            pack(entries=bad)
    with pytest.raises(NoteError):
        pack(checkpoint=checkpoint_of(ROWS, seed=2))
    with pytest.raises(ValueError, match="aware"):
        pack(made_at=START.replace(tzinfo=None))
    assert leaf_hash(gone.meta, gone.committed) == ROWS[5][5]
    assert make_checkpoint(Checkpoint(ORIGIN, *head_of(ROWS)), private_pem=pem()) == checkpoint_of(ROWS)
