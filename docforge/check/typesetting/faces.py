"""The faces of official documents by all the names that makers sell them under."""

from __future__ import annotations

_FACES = {
    "仿宋": ("仿宋", "fangsong", "stfangso", "fzfsk", "fzfs"),
    "楷体": ("楷体", "楷", "kaiti", "stkaiti", "fzkt", "fzktk"),
    "小标宋": ("小标宋", "xiaobiaosong", "xbs", "fzxbs"),
    "黑体": ("黑体", "simhei", "stheiti", "heiti", "fzht", "fzhtk"),
    "宋体": ("宋体", "simsun", "nsimsun", "stsong", "fzss", "song", "书宋"),
}
_CHINESE = ("微软雅黑", "等线", "隶书", "幼圆", "华文", "方正", "文鼎", "汉仪", "思源")


def face_of(font: str) -> str:
    """仿宋, 楷体, 小标宋, 黑体 or 宋体, whoever made the font; else the font's own name.

    仿宋 is 仿宋_GB2312, FangSong, 华文仿宋, 方正仿宋_GBK, 方正仿宋简体 …
    """
    name = font.strip().lower()
    for face, names in _FACES.items():
        if any(each in name for each in names):
            return face
    return font.strip()


def is_chinese(font: str) -> bool:
    """Whether a font's name is that of a Chinese font."""
    return face_of(font) in _FACES or font.startswith(_CHINESE)
