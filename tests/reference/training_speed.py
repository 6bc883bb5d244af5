"""Training steps a second: Spotcheck's lab beside PyTorch, the same networks on the same processor, in turns.

    python training_speed.py SPOTCHECK [--rounds 3] [--steps 5] [--threads 2]

SPOTCHECK is the command, built with `cargo build --release --bin spotcheck`. Needs `torch` and `torchvision`; tried with
torch 2.15. A step is forward pass, cross entropy, backward pass and AdamW, in 32-bit floats, on pictures that are there as
bytes. PyTorch's pictures lie channels last, which is the faster way for it on processors.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import torch
from torch import nn

# Network as recipes name it, side of its pictures, classes, pictures a step.
ROWS = [
    ("skin28", 28, 7, 64),
    ("skin-cancer-detector", 128, 2, 32),
    ("mobilenet-v2-0.35", 112, 7, 32),
    ("mobilenet-v2-1.0", 128, 7, 32),
]


def skin28(classes):
    """As src/spotcheck/src/networks/skin28.rs says."""
    norm = lambda width: nn.BatchNorm1d(width, eps=1e-3)
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.BatchNorm2d(16, eps=1e-3),
        nn.Conv2d(16, 32, 3), nn.ReLU(),
        nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.BatchNorm2d(64, eps=1e-3),
        nn.Conv2d(64, 128, 3), nn.ReLU(),
        nn.Conv2d(128, 256, 3), nn.ReLU(), nn.Flatten(), nn.Dropout(0.2),
        nn.Linear(256, 256), nn.ReLU(), norm(256), nn.Dropout(0.2),
        nn.Linear(256, 128), nn.ReLU(), norm(128),
        nn.Linear(128, 64), nn.ReLU(), norm(64), nn.Dropout(0.2),
        nn.Linear(64, 32), nn.ReLU(), norm(32),
        nn.Linear(32, classes),
    )


def detector(classes):
    """As src/spotcheck/src/networks/skin_cancer_detector.rs says, its one sigmoid written as two classes."""
    blocks = []
    for read, written in [(3, 32), (32, 64), (64, 128)]:
        blocks += [nn.Conv2d(read, written, 3), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*blocks, nn.Flatten(), nn.Linear(25088, 128), nn.ReLU(), nn.Linear(128, classes))


def network(name, classes):
    if name == "skin28":
        return skin28(classes)
    if name == "skin-cancer-detector":
        return detector(classes)
    from torchvision.models import mobilenet_v2

    return mobilenet_v2(num_classes=classes, width_mult=float(name.rsplit("-", 1)[1]))


def peer(name, size, classes, batch, steps):
    """Pictures a second by the median step, the first not counted."""
    model = network(name, classes).to(memory_format=torch.channels_last).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
    rgb = torch.randint(0, 256, (batch, size, size, 3), dtype=torch.uint8)
    labels = torch.arange(batch) % classes
    seconds = []
    for _ in range(steps + 1):
        started = time.perf_counter()
        # Bytes in rows of pixels are channels last already.
        pictures = (rgb.permute(0, 3, 1, 2).float() / 255 - 0.5) / 0.5
        loss = nn.functional.cross_entropy(model(pictures), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
        seconds.append(time.perf_counter() - started)
    return batch / statistics.median(seconds[1:])


def ours(command, threads, name, size, classes, batch, steps):
    line = [command, "time-training", "--network", name]
    for option, value in [("size", size), ("classes", classes), ("batch", batch), ("steps", steps)]:
        line += [f"--{option}", str(value)]
    environment = {**os.environ, "RAYON_NUM_THREADS": str(threads)}
    done = subprocess.run(line, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(line)}: {done.stderr.strip()}")
    return json.loads(done.stdout)["pictures_per_second"]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("command")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--steps", type=int, default=5)
    options.add_argument("--threads", type=int, default=2)
    options = options.parse_args()
    torch.set_num_threads(options.threads)
    print(f"torch {torch.__version__}, {options.threads} threads, medians of {options.rounds} rounds, pictures a second\n")
    print("| network | pixels | pictures a step | Spotcheck | PyTorch | Spotcheck ÷ PyTorch |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, size, classes, batch in ROWS:
        pairs = []
        for _ in range(options.rounds):
            one = ours(options.command, options.threads, name, size, classes, batch, options.steps)
            pairs.append((one, peer(name, size, classes, batch, options.steps)))
        mine, theirs = (statistics.median(side) for side in zip(*pairs))
        ratio = statistics.median(one / other for one, other in pairs)
        print(f"| `{name}` | {size} | {batch} | {mine:.1f} | {theirs:.1f} | {ratio:.2f} |", flush=True)


if __name__ == "__main__":
    main()
