"""The notebook's network and its training as a plain PyTorch loop, for comparison alone.

    python plain_loop.py DIRECTORY

DIRECTORY holds the golden files `curve-float32*`. Takes the 500 steps of the curve from its
initial weights in one thread and prints the seconds they took and the largest relative
difference of a loss from the curve.
"""

import json
import pathlib
import sys
import time

import torch
from safetensors.torch import load_file
from torch import nn


class Attention(nn.Module):
    def __init__(self, embedding, hidden, units):
        super().__init__()
        self.mood_attention = nn.Linear(embedding, units)
        self.hidden_attention = nn.Linear(hidden, units)
        self.attention = nn.Linear(units, 1)

    def forward(self, words, hidden):
        units = torch.relu(self.mood_attention(words) + self.hidden_attention(hidden).unsqueeze(1))
        weights = torch.softmax(self.attention(units).squeeze(2), dim=1)
        return (words * weights.unsqueeze(2)).sum(dim=1)


class Network(nn.Module):
    def __init__(self, vocabulary, embedding=3, units=40, hidden=11, slots=25, features=11):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, embedding, padding_idx=vocabulary - 1)
        self.attention = Attention(embedding, hidden, units)
        self.h0 = nn.Linear(slots * embedding, hidden)
        self.c0 = nn.Linear(slots * embedding, hidden)
        self.lstm = nn.LSTMCell(embedding, hidden)
        self.forget = nn.Linear(hidden, embedding)
        self.fc = nn.Linear(hidden, features)
        self.features = features

    def forward(self, tokens, lengths):
        order = torch.argsort(lengths, descending=True)
        words = self.embedding(tokens[order].flatten(1))
        sorted_lengths = lengths[order]
        flat = words.flatten(1)
        h, c = self.h0(flat), self.c0(flat)
        out = torch.zeros(len(lengths), int(sorted_lengths[0]), self.features)
        for t in range(int(sorted_lengths[0])):
            running = int((sorted_lengths > t).sum())
            h, c = h[:running], c[:running]
            context = self.attention(words[:running], h)
            h, c = self.lstm(torch.sigmoid(self.forget(h)) * context, (h, c))
            out[:running, t] = self.fc(h)
        return out[torch.argsort(order)]


def main():
    torch.set_num_threads(1)
    golden = pathlib.Path(sys.argv[1])
    curve = json.loads((golden / "curve-float32.json").read_text())["loss_per_step"]
    data = load_file(golden / "curve-float32-trained.safetensors")
    weights = load_file(golden / "curve-float32-initial.safetensors")
    network = Network(weights["embedding.weight"].shape[0])
    network.load_state_dict(weights)
    tokens, lengths, features = data["tokens"], data["lengths"], data["features"]
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)
    worst = 0.0
    started = time.perf_counter()
    for step, expected in enumerate(curve):
        batch = slice(step % 5 * 4, step % 5 * 4 + 4)
        longest = int(lengths[batch].max())
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(network(tokens[batch], lengths[batch]), features[batch, :longest])
        loss.backward()
        optimizer.step()
        worst = max(worst, abs(loss.item() - expected) / expected)
    print(f"{time.perf_counter() - started:.3f} {worst:.1e}")


if __name__ == "__main__":
    main()
