#!/usr/bin/env python3
"""What the ImageNet backbones answer, computed apart from Burn: plain NumPy, straight from the weight files.

    python3 tests/reference/backbones.py ../shared/data/backbones > tests/reference/backbones.json

The picture is drawn by a formula, 64 x 64, so that nothing but numbers is needed. Of each network the first and
last eight outputs are kept, and the mean of all: a wrong layer anywhere moves every one of them.
Needs NumPy only; layers and padding follow the files' own metadata (TensorFlow's SAME, ReLU6).
"""

import json
import struct
import sys

import numpy as np

SIZE = 64


def read(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        body = file.read()
    kinds = {"F16": np.float16, "F32": np.float32}
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            start, end = entry["data_offsets"]
            array = np.frombuffer(body[start:end], kinds[entry["dtype"]])
            tensors[name] = array.reshape(entry["shape"]).astype(np.float64)
    return tensors


def picture():
    channel, row, column = np.meshgrid(range(3), range(SIZE), range(SIZE), indexing="ij")
    return ((row * 31 + column * 17 + channel * 7) % 256) / 127.5 - 1.0


def convolve(x, kernel, stride):
    """Kernel [out, in, h, w]; one input channel a filter means depthwise."""
    outputs, inputs, size, _ = kernel.shape
    depthwise = inputs == 1 and x.shape[0] == outputs
    after = -(-x.shape[1] // stride)
    padding = max((after - 1) * stride + size - x.shape[1], 0)
    before = padding // 2
    x = np.pad(x, ((0, 0), (before, padding - before), (before, padding - before)))
    result = np.zeros((outputs, after, after))
    for down in range(size):
        for right in range(size):
            window = x[:, down : down + after * stride : stride, right : right + after * stride : stride]
            window = window[:, :after, :after]
            weight = kernel[:, :, down, right]
            if depthwise:
                result += weight[:, 0, None, None] * window
            else:
                result += np.tensordot(weight, window, axes=(1, 0))
    return result


def relu6(x):
    return np.clip(x, 0.0, 6.0)


def norm(x, tensors, name):
    part = lambda which: tensors[f"{name}.{which}"][:, None, None]
    return (x - part("moving_mean")) / np.sqrt(part("moving_variance") + 1e-3) * part("gamma") + part("beta")


def v1(tensors):
    x = relu6(norm(convolve(picture(), tensors["conv1.kernel"], 2), tensors, "conv1_bn"))
    for block in range(1, 14):
        stride = 2 if block in (2, 4, 6, 12) else 1
        x = convolve(x, tensors[f"conv_dw_{block}.depthwise_kernel"], stride)
        x = relu6(norm(x, tensors, f"conv_dw_{block}_bn"))
        x = convolve(x, tensors[f"conv_pw_{block}.kernel"], 1)
        x = relu6(norm(x, tensors, f"conv_pw_{block}_bn"))
    return tensors["conv_preds.kernel"][:, :, 0, 0] @ x.mean(axis=(1, 2)) + tensors["conv_preds.bias"]


# The blocks of MobileNetV2 at which the map is halved, and those whose input is added to their output.
HALVING = (1, 3, 6, 13)
ADDING = (2, 4, 5, 7, 8, 9, 11, 12, 14, 15)


def v2_separate(tensors):
    x = relu6(norm(convolve(picture(), tensors["Conv1.kernel"], 2), tensors, "bn_Conv1"))
    for block in range(17):
        name = f"block_{block}" if block else "expanded_conv"
        start = x
        if block:
            x = relu6(norm(convolve(x, tensors[f"{name}_expand.kernel"], 1), tensors, f"{name}_expand_BN"))
        x = convolve(x, tensors[f"{name}_depthwise.depthwise_kernel"], 2 if block in HALVING else 1)
        x = relu6(norm(x, tensors, f"{name}_depthwise_BN"))
        x = norm(convolve(x, tensors[f"{name}_project.kernel"], 1), tensors, f"{name}_project_BN")
        if block in ADDING:
            x = x + start
    x = relu6(norm(convolve(x, tensors["Conv_1.kernel"], 1), tensors, "Conv_1_bn"))
    return x.mean(axis=(1, 2))


def v2_folded(tensors):
    def layer(x, name, stride):
        return convolve(x, tensors[f"{name}.weight"], stride) + tensors[f"{name}.bias"][:, None, None]

    x = relu6(layer(picture(), "stem", 2))
    for block in range(17):
        start = x
        if block:
            x = relu6(layer(x, f"block{block}.expand", 1))
        x = relu6(layer(x, f"block{block}.depthwise", 2 if block in HALVING else 1))
        x = layer(x, f"block{block}.project", 1)
        if block in ADDING:
            x = x + start
    x = relu6(layer(x, "last", 1))
    return tensors["classifier.weight"] @ x.mean(axis=(1, 2)) + tensors["classifier.bias"]


def main():
    folder = sys.argv[1]
    networks = {"mobilenet_v1_075": v1, "mobilenet_v2_035": v2_separate, "mobilenet_v2_100": v2_folded}
    answers = {}
    for name, network in networks.items():
        outputs = network(read(f"{folder}/{name}.safetensors"))
        answers[name] = {
            "outputs": len(outputs),
            "first": [float(f"{value:.6g}") for value in outputs[:8]],
            "last": [float(f"{value:.6g}") for value in outputs[-8:]],
            "mean": float(f"{outputs.mean():.6g}"),
            "largest": int(outputs.argmax()),
        }
    json.dump(answers, sys.stdout, indent=2)
    print()


main()
