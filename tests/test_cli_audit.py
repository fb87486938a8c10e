"""`zhibiao audit`: the most frequent names and posts, to be read by eye."""

from __future__ import annotations

from pathlib import Path

from support.shell import complaints, zhibiao

TEXT = "济宁的数据中心投产。济宁和青岛合作。\n维护世界和平。\n"


def test_names_come_with_count_code_and_place(tmp_path: Path) -> None:
    (tmp_path / "一.txt").write_text(TEXT, encoding="utf-8")
    result = zhibiao("audit", "regions", tmp_path)
    assert result.exit_code == 0
    first, second = result.stdout.splitlines()
    assert first.split()[:4] == ["2", "济宁", "370800", "山东省/济宁市"]
    assert "[济宁]的数据中心投产" in first
    assert second.split()[:4] == ["1", "青岛", "370200", "山东省/青岛市"]
    assert complaints(result) == ["zhibiao: 3 mentions, 2 names with their readings"]


def test_names_and_posts_of_people(tmp_path: Path) -> None:
    text = "省财政厅厅长李建国介绍，收入增长。李建国还说，就业稳定。\n省财政厅原副厅长王小洪出席。\n"
    (tmp_path / "一.txt").write_text(text, encoding="utf-8")
    result = zhibiao("audit", "people", tmp_path, "--samples", "1")
    assert result.exit_code == 0
    names, _, posts = result.stdout.partition("\n\n")
    assert [line.split()[:2] for line in names.splitlines()] == [["2", "李建国"], ["1", "王小洪"]]
    assert "收入增长。|[李建国]还说" in names.replace("。[", "。|[")
    assert [line.split()[:3] for line in posts.splitlines()] == [
        ["1", "省财政厅", "厅长"],
        ["1", "原省财政厅", "副厅长"],
    ]
    assert complaints(result) == ["zhibiao: 3 mentions, 2 names; 2 titles, 2 posts"]


def test_top_and_samples(tmp_path: Path) -> None:
    (tmp_path / "一.txt").write_text(TEXT, encoding="utf-8")
    result = zhibiao("audit", "regions", tmp_path, "--top", "1", "--samples", "0")
    assert result.stdout == "     2 济宁 370800 山东省/济宁市\n"


def test_an_input_that_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "一.txt").write_text(TEXT, encoding="utf-8")
    result = zhibiao("audit", "regions", tmp_path / "无.txt", tmp_path / "一.txt", "--no-evidence")
    assert result.exit_code == 1
    assert "济宁" in result.stdout
    assert "no such file" in complaints(result)[0]
