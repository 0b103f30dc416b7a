"""Makes matrix.csv, invented opinions of four agents, and reference.json, their fits by another way than the job's.

python3 reference.py   (numpy; the files do not change unless this one does)

Every support is tried, with the equations of an optimum solved by numpy.linalg.lstsq; nothing here is shared with the Java code.
"""
import itertools
import json
from datetime import datetime, timedelta

import numpy as np

AGENTS = ["anna", "bo", "cai", "dora"]
ROWS, HELD_OUT = 14, 2


def matrix():
    random = np.random.default_rng(7)
    weights = np.array([[0.5, 0.3, 0.2, 0.0], [0.0, 0.6, 0.1, 0.3], [0.4, 0.0, 0.4, 0.2], [0.1, 0.2, 0.0, 0.7]])
    stubborn = np.array([0.1, 0.4, 0.0, 0.6])
    x = [np.array([0.3, 0.8, 0.55, 0.4])]
    for _ in range(ROWS + HELD_OUT - 1):
        x.append(np.clip((1 - stubborn) * (weights @ x[-1]) + stubborn * x[0] + random.normal(0, 0.06, 4), 0.02, 0.98))
    return np.round(np.array(x), 6)


def simplex(columns, target):
    """The least |columns w - target|^2 with w >= 0 and sum w = 1: the best of all supports."""
    best = None
    count = columns.shape[1]
    for size in range(1, count + 1):
        for support in itertools.combinations(range(count), size):
            part = columns[:, support]
            system = np.block([[2 * part.T @ part, np.ones((size, 1))], [np.ones((1, size)), np.zeros((1, 1))]])
            right = np.concatenate([2 * part.T @ target, [1]])
            solution = np.linalg.lstsq(system, right, rcond=None)[0][:size]
            if (solution < -1e-12).any():
                continue
            value = float(np.sum((part @ solution - target) ** 2))
            if best is None or value < best[0] - 1e-15:
                w = np.zeros(count)
                w[list(support)] = solution
                best = (value, w)
    return best


def linear(x, lag, anchor):
    """anchor: none, first, lagged or free."""
    n = x.shape[1]
    fits = []
    for i in range(n):
        t = np.arange(lag, len(x) - 1)
        columns = [x[t]]
        if anchor == "first":
            columns.append(np.full((len(t), 1), x[0, i]))
        if anchor == "lagged":
            columns.append(x[t - lag][:, [i]])
        if anchor == "free":
            columns += [np.ones((len(t), 1)), np.zeros((len(t), 1))]
        value, w = simplex(np.hstack(columns), x[t + 1, i])
        fits.append({"objective": value, "pull": w[:n].tolist(), "susceptibility": float(w[:n].sum())
                     if anchor != "none" else 1.0, "constant": float(w[n]) if anchor == "free" else 0.0})
    return {"objective": sum(f["objective"] for f in fits), "agents": fits}


def epo_agent(x, i, d, phi):
    """All of y and a at once: y is free, a is on the simplex, tried on every support."""
    m = len(x) - 1
    others = [j for j in range(x.shape[1]) if j != i]
    u = x[:-1][:, others]
    shift = np.eye(m) - d * np.eye(m, k=-1)
    of_y = np.vstack([phi * np.eye(m), shift])
    of_a = np.vstack([(1 - phi) * u, -(1 - d) * u])
    target = np.concatenate([x[1:, i], np.zeros(m)])
    target[m] = d * x[0, i]
    q = np.linalg.qr(of_y, mode="complete")[0][:, m:]
    value, a = simplex(q.T @ of_a, q.T @ target)
    y = np.linalg.lstsq(of_y, target - of_a @ a, rcond=None)[0]
    return value, a, y


def epo(x):
    agents = []
    for i in range(x.shape[1]):
        def value(point):
            d, phi = np.clip(point, 0, 1)
            return epo_agent(x, i, d, phi)[0]
        grid = [(value((d, phi)), d, phi) for d in np.linspace(0, 1, 26) for phi in np.linspace(0, 1, 26)]
        best = None
        for _, d, phi in sorted(grid)[:6]:
            point, step = np.array([d, phi]), 0.03
            current = value(point)
            while step > 1e-9:
                tries = [np.clip(point + step * np.array(move), 0, 1)
                         for move in itertools.product((-1, 0, 1), repeat=2) if any(move)]
                values = [value(each) for each in tries]
                if min(values) < current:
                    point, current = tries[int(np.argmin(values))], min(values)
                else:
                    step /= 2
            if best is None or current < best[0]:
                best = (current, point)
        d, phi = best[1]
        found, a, y = epo_agent(x, i, d, phi)
        agents.append({"objective": found, "d": float(d), "phi": float(phi), "a": np.insert(a, i, 0.0).tolist(),
                       "y": [float(x[0, i])] + y.tolist()})
    return {"objective": sum(a["objective"] for a in agents), "agents": agents}


def main():
    x = matrix()
    start = datetime(2024, 1, 7, 16)
    with open("matrix.csv", "w", newline="") as out:
        out.write(",".join(["window_start"] + AGENTS) + "\n")
        for row, values in enumerate(x):
            time = (start + timedelta(days=7 * row)).strftime("%Y-%m-%dT%H:%M:%SZ")
            out.write(",".join([time] + [repr(float(v)) for v in values]) + "\n")
    fitted = x[:ROWS]
    fits = {
        "french-degroot": linear(fitted, 0, "none"),
        "friedkin-johnsen": linear(fitted, 0, "first"),
        "friedkin-johnsen-lag1": linear(fitted, 1, "lagged"),
        "friedkin-johnsen-lag2": linear(fitted, 2, "lagged"),
        "friedkin-johnsen-free-prejudice": linear(fitted, 0, "free"),
        "epo": epo(fitted),
    }
    with open("reference.json", "w") as out:
        json.dump({"fitted_rows": ROWS, "fits": fits}, out, indent=1)
        out.write("\n")


main()
