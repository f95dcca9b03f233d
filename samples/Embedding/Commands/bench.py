"""Runs the same model on the same token ids: bench.py MODEL THREADS, with one JSON array of batches on standard input; writes seconds a run, a line a batch."""
import json
import sys
import time

try:
    import numpy as np
    import onnxruntime as ort
except ImportError as error:
    print(f"missing {error.name}")
    sys.exit(0)

options = ort.SessionOptions()
options.intra_op_num_threads = int(sys.argv[2])
options.log_severity_level = 3
session = ort.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
names = [i.name for i in session.get_inputs()]


def run(batch):
    length = max(len(ids) for ids in batch)
    ids = np.array([row + [0] * (length - len(row)) for row in batch], dtype=np.int64)
    mask = np.array([[1] * len(row) + [0] * (length - len(row)) for row in batch], dtype=np.int64)
    tensors = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    tokens = session.run(None, {name: tensors[name] for name in names})[0]
    vectors = (tokens * mask[:, :, None]).sum(axis=1)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


for batch in json.load(sys.stdin):
    run(batch)
    times = []
    until = time.perf_counter() + 3
    while time.perf_counter() < until:
        start = time.perf_counter()
        run(batch)
        times.append(time.perf_counter() - start)
    print(f"{ort.__version__} {sorted(times)[len(times) // 2]} {len(times) / sum(times)}", flush=True)
