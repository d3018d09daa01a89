"""The weights of the classifier as it ships, to go on learning from them."""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn

from training.marks.network import MarkNetwork


def restored(path: Path) -> MarkNetwork:
    """The network of an ONNX file. Its norms were folded into the layers before them when it was
    written: they come back as what they are then, a shift alone.
    """
    weights = {
        each.name: torch.from_numpy(numpy_helper.to_array(each).copy())
        for each in onnx.load(str(path)).graph.initializer
    }
    folded = iter(value for name, value in weights.items() if name.startswith("onnx::Conv"))
    network = MarkNetwork()
    with torch.no_grad():
        for layer, following in zip(network.body, list(network.body)[1:], strict=False):
            if isinstance(layer, nn.Conv2d) and isinstance(following, nn.BatchNorm2d):
                layer.weight.copy_(next(folded))
                following.weight.fill_((1 + following.eps) ** 0.5)
                following.bias.copy_(next(folded))
        for name, value in network.named_parameters():
            if name in weights:
                value.copy_(weights[name])
    network.eval()
    return network


def fix_norms(network: nn.Module) -> None:
    """Norms keep the statistics that they have while the rest learns."""
    for each in network.modules():
        if isinstance(each, nn.BatchNorm2d):
            each.eval()
