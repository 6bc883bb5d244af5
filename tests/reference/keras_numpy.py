"""Computes a Keras .h5 in plain NumPy and compares it with what `spotcheck classify` says.

It shares nothing with the importer: h5py reads the file, NumPy computes in 64-bit floats and Keras' own layout.
Of the layers it knows what Teachable Machine's MobileNetV2 has; any other stops it.

    pip install h5py numpy pillow
    python keras_numpy.py MODEL.h5 FOLDER_OF_PICTURES SPOTCHECK_BINARY WEIGHTS_FOLDER MODEL_ID
    python keras_numpy.py MODEL.h5 FOLDER_OF_PICTURES --answers carcinoskin-keras.json

The second form writes NumPy's probabilities for pictures that have the network's size already; a test of the lab holds
the importer to those of Carcinoskin's model and its 16 samples.

WEIGHTS_FOLDER/MODEL_ID must have been imported with --normalise tf. The pictures are first cropped and scaled by
Pillow to PNGs of the network's size, which both sides then read unscaled.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np
from PIL import Image, ImageOps


def same(size, kernel, stride):
    output = -(-size // stride)
    padding = max(0, (output - 1) * stride + kernel - size)
    return padding // 2, padding - padding // 2


def patches(x, kernel, stride, padding):
    """[height, width, kernel height, kernel width, channels] windows."""
    if padding == "same":
        x = np.pad(x, [same(x.shape[0], kernel[0], stride[0]), same(x.shape[1], kernel[1], stride[1]), (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel, axis=(0, 1))
    return windows[:: stride[0], :: stride[1]].transpose(0, 1, 3, 4, 2)


class Model:
    def __init__(self, path):
        self.file = h5py.File(path, "r")
        self.config = json.loads(self.file.attrs["model_config"])

    def run(self, model, x, group=None):
        values, last = {}, x
        for layer in model["config"]["layers"]:
            config, nodes = layer["config"], layer.get("inbound_nodes")
            name = config["name"]
            inputs = [values[node[0]] for node in nodes[0]] if nodes else [last]
            if "layers" in config:
                last = self.run(layer, inputs[0], group or name)
            else:
                last = self.layer(layer["class_name"], config, inputs, f"model_weights/{group or name}/{name}/")
            values[name] = last
        return last

    def layer(self, kind, config, inputs, path):
        x = inputs[0]

        def weight(name):
            return self.file[f"{path}{name}:0"][()].astype(np.float64)

        if kind == "InputLayer":
            return x
        if kind == "ZeroPadding2D":
            return np.pad(x, [*config["padding"], (0, 0)])
        if kind == "Conv2D":
            assert config["activation"] == "linear" and not config["use_bias"]
            windows = patches(x, config["kernel_size"], config["strides"], config["padding"])
            return np.einsum("hwijc,ijcf->hwf", windows, weight("kernel"), optimize=True)
        if kind == "DepthwiseConv2D":
            assert config["activation"] == "linear" and not config["use_bias"]
            windows = patches(x, config["kernel_size"], config["strides"], config["padding"])
            return np.einsum("hwijc,ijc->hwc", windows, weight("depthwise_kernel")[..., 0], optimize=True)
        if kind == "BatchNormalization":
            scale = weight("gamma") / np.sqrt(weight("moving_variance") + config["epsilon"])
            return (x - weight("moving_mean")) * scale + weight("beta")
        if kind == "ReLU":
            return np.clip(x, 0, config["max_value"])
        if kind == "Add":
            return sum(inputs)
        if kind == "GlobalAveragePooling2D":
            return x.mean(axis=(0, 1))
        if kind == "Dense":
            y = x @ weight("kernel") + (weight("bias") if config["use_bias"] else 0)
            return np.maximum(y, 0) if config["activation"] == "relu" else y
        raise SystemExit(f"the reference has no {kind}")


def softmax(logits):
    shares = np.exp(logits - logits.max())
    return shares / shares.sum()


def answers(path, pictures, out):
    model = Model(path)
    found = {}
    for file in sorted(Path(pictures).glob("*.jpg")):
        pixels = np.asarray(Image.open(file).convert("RGB")).astype(np.float64) / 127.5 - 1
        found[file.name] = [float(f"{share:.8f}") for share in softmax(model.run(model.config, pixels))]
    lines = ",\n".join(f'  "{name}": {json.dumps(shares)}' for name, shares in found.items())
    Path(out).write_text("{\n" + lines + "\n}\n")


def main(path, pictures, binary, weights, model_id):
    model = Model(path)
    card = json.loads((Path(weights) / model_id / "card.json").read_text())
    codes = [entry["code"] for entry in card["classes"]]
    size = model.config["config"]["layers"][0]["config"]["batch_input_shape"][1]
    worst_probability = worst_logit = 0
    files = sorted(Path(pictures).glob("*.jpg"))
    with tempfile.TemporaryDirectory() as folder:
        prepared = []
        for file in files:
            image = ImageOps.fit(ImageOps.exif_transpose(Image.open(file)).convert("RGB"), (size, size))
            prepared.append(Path(folder) / f"{file.stem}.png")
            image.save(prepared[-1])
        command = [binary, "--weights", weights, "classify", "--model", model_id, "--json", *map(str, prepared)]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        for file, line in zip(prepared, lines, strict=True):
            pixels = np.asarray(Image.open(file)).astype(np.float64) / 127.5 - 1
            logits = model.run(model.config, pixels)
            wanted = softmax(logits)
            found = np.array([json.loads(line)["probabilities"][code] for code in codes])
            worst_probability = max(worst_probability, np.abs(found - wanted).max())
            # Near 0 and 1 a 32-bit probability no longer tells the logits.
            if wanted.min() > 1e-3:
                odds = np.log(found / found[0]) - (logits - logits[0])
                worst_logit = max(worst_logit, np.abs(odds).max())
            print(file.name, "logits", np.round(logits, 4), "NumPy", wanted.round(6), "spotcheck", found.round(6))
    print(f"{len(files)} pictures: largest difference of a probability {worst_probability:.2e}, "
          f"of a log-odds {worst_logit:.2e}")


if sys.argv[3] == "--answers":
    answers(sys.argv[1], sys.argv[2], sys.argv[4])
else:
    main(*sys.argv[1:])
