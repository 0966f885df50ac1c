"""The notebook's network behind FastAPI, as it is usually served, for comparison alone.

    python fastapi_service.py PORT

Answers POST /api/v1/predictions as the service does, from random weights: PyTorch's eager
pass in one thread, one process.
"""

import sys

import torch
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from plain_loop import Network

WORDS = ["sad", "lonely", "serene", "powerful"]
PADDING = 32


class PredictionRequest(BaseModel):
    moods: str
    length: int


app = FastAPI()
network = Network(PADDING + 1).eval()


@app.post("/api/v1/predictions")
def predict(request: PredictionRequest):
    tokens = torch.full((1, 5, 5), PADDING)
    for s, state in enumerate(request.moods.split(" to ")):
        for w, word in enumerate(state.split(",")):
            tokens[0, s, w] = WORDS.index(word.strip())
    with torch.inference_mode():
        trajectory = network(tokens, torch.tensor([request.length]))[0]
    return {"model": {"name": "plain", "version": 1}, "trajectory": trajectory.tolist(), "warnings": []}


if __name__ == "__main__":
    torch.set_num_threads(1)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
