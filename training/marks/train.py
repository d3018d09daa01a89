"""`python -m training.marks.train`: draws examples, trains the classifier, writes it as ONNX.

Takes some 20 minutes on two cores. The figures it prints, and the three runs that made the file
that ships, stand in `training/marks/CARD.md`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from training.marks.cells import examples_in_cells
from training.marks.network import MarkNetwork
from training.marks.other_prints import examples_elsewhere
from training.marks.restored import fix_norms, restored
from training.marks.scene import Example, examples
from training.marks.styles import HELD_OUT, TRAINED, Style

TARGET = Path(__file__).parents[2] / "docforge/readers/scan/marks.onnx"
_BATCH = 192
_IN_CELLS = 0.3
"""Of the sheets with other prints than boxes before words (a sheet of cells holds few marks)."""
Drawn = Callable[[np.random.Generator, dict[str, Style]], list[Example]]


def _some_print(random: np.random.Generator) -> Drawn:
    """Cells of a column now and then, else one of the other prints."""
    return examples_in_cells if random.random() < _IN_CELLS else examples_elsewhere


class Examples:
    """Many examples, as bytes to spare memory; `elsewhere` is the share of sheets whose options
    are no boxes before their words.
    """

    def __init__(
        self, count: int, seed: int, styles: dict[str, Style], elsewhere: float = 0.0
    ) -> None:
        random = np.random.default_rng(seed)
        found: list[Example] = []
        patches: list[NDArray[np.uint8]] = []
        while len(found) < count:
            other = elsewhere > 0 and random.random() < elsewhere
            drawn = _some_print(random) if other else examples
            for example in drawn(random, styles):
                patches.append(np.round(example.patch * 255).astype(np.uint8))
                example.patch = np.zeros((0,), np.float32)
                found.append(example)
        self.patches = torch.from_numpy(np.stack(patches))
        self.states = torch.tensor([example.state for example in found])
        self.shapes = torch.tensor([example.shape for example in found])
        self.styles = [example.style for example in found]

    def batch(self, index: torch.Tensor) -> torch.Tensor:
        return self.patches[index].float() / 255


def train(
    data: Examples, epochs: int, network: MarkNetwork | None = None, rate: float = 3e-3
) -> MarkNetwork:
    """A network that learned from examples; one that is given goes on learning, its norms fixed."""
    torch.manual_seed(0)
    goes_on = network is not None
    network = network or MarkNetwork()
    steps = epochs * (len(data.states) // _BATCH + 1)
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=rate, total_steps=steps + 1)
    for epoch in range(epochs):
        network.train()
        if goes_on:
            fix_norms(network)
        began, total = time.monotonic(), 0.0
        for index in torch.randperm(len(data.states)).split(_BATCH):
            state, shape = network(data.batch(index))
            loss = functional.cross_entropy(state, data.states[index], label_smoothing=0.01)
            loss = loss + 0.3 * functional.cross_entropy(shape, data.shapes[index])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss) * len(index)
        print(
            f"epoch {epoch + 1}: {total / len(data.states):.4f}, {time.monotonic() - began:.0f} s"
        )
    network.eval()
    return network


def report(network: MarkNetwork, data: Examples, title: str) -> None:
    """Options right, and wrong though sure (probability 0.9 or more), by style."""
    with torch.no_grad():
        probabilities = torch.cat(
            [
                functional.softmax(network(data.batch(index))[0], dim=1)
                for index in torch.arange(len(data.states)).split(1024)
            ]
        )
    sure, read = probabilities.max(dim=1)
    right = read == data.states
    print(f"{title}: {float(right.float().mean()):.4f} of {len(right)} options right")
    for style in sorted(set(data.styles)):
        own = torch.tensor([each == style for each in data.styles])
        wrong = own & ~right
        print(
            f"  {style:14} {int(own.sum()):6}  right {float(right[own].float().mean()):.4f}"
            f"  wrong and sure {float((wrong & (sure >= 0.9)).sum() / own.sum()):.4f}"
        )


def save(network: MarkNetwork, path: Path) -> None:
    torch.onnx.export(
        network,
        (torch.zeros(1, 2, 56, 112),),
        str(path),
        input_names=["patches"],
        output_names=["state", "shape"],
        dynamic_axes={"patches": {0: "n"}, "state": {0: "n"}, "shape": {0: "n"}},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--examples", type=int, default=160_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--epochs", type=int, default=8)
    arguments.add_argument("--elsewhere", type=float, default=0.0, help="sheets of other prints")
    arguments.add_argument("--further", type=Path, help="goes on from the weights of this file")
    arguments.add_argument("--rate", type=float, default=3e-3, help="the highest, of learning")
    arguments.add_argument("-o", "--output", type=Path, default=TARGET)
    chosen = arguments.parse_args()
    torch.set_num_threads(2)
    data = Examples(chosen.examples, chosen.seed, TRAINED, chosen.elsewhere)
    print(f"{len(data.states)} examples drawn")
    begun = restored(chosen.further) if chosen.further else None
    network = train(data, chosen.epochs, begun, chosen.rate)
    save(network, chosen.output)
    print(f"{chosen.output}: {chosen.output.stat().st_size // 1024} kB")
    report(network, Examples(12_000, 2, TRAINED), "styles seen, other sheets and hands")
    report(network, Examples(8_000, 4, TRAINED, 1.0), "options printed otherwise")
    report(network, Examples(8_000, 3, HELD_OUT), "styles never seen")


if __name__ == "__main__":
    main()
