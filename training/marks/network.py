"""The classifier of marks: a small convolutional network over the patch of one option."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.marks.scene import SHAPE_NAMES

STATES = 3


class MarkNetwork(nn.Module):
    """Patches (n x 2 x 56 x 112, 0 to 1) to logits of states (n x 3) and of shapes (n x 9).

    A third plane is made here: what is darker than the blank within two pixels, the new ink.
    """

    def __init__(self) -> None:
        super().__init__()
        self.near = nn.MaxPool2d(3, stride=1, padding=1)
        self.body = nn.Sequential(
            *_layer(3, 16, 5, stride=2),
            *_layer(16, 32, 3),
            nn.MaxPool2d(2),
            *_layer(32, 48, 3),
            *_layer(48, 48, 3),
            nn.MaxPool2d(2),
            *_layer(48, 64, 3),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Dropout(0.2),
            nn.Linear(64 * 3 * 7, 96),
            nn.ReLU(),
        )
        self.state = nn.Linear(96, STATES)
        self.shape = nn.Linear(96, len(SHAPE_NAMES))

    def forward(self, patches: Tensor) -> tuple[Tensor, Tensor]:
        ink, blank = patches[:, :1], patches[:, 1:2]
        new = torch.relu(ink - self.near(blank))
        seen = self.body(torch.cat([ink, blank, new], dim=1))
        return self.state(seen), self.shape(seen)


def _layer(before: int, after: int, size: int, stride: int = 1) -> list[nn.Module]:
    return [
        nn.Conv2d(before, after, size, stride=stride, padding=size // 2, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(),
    ]
