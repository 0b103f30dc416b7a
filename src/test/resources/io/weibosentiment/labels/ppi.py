"""Makes ppi-comments.csv and ppi-expected.csv beside this file with ppi_py (pip install ppi-python==0.2.3).

N comments, each on a post of its own and of weight 1, in one cell; n of them, drawn with equal probability n/N, have a
label. The corrected mean with tuning lambda is

    mean over all N of lambda s + mean over the n of (y - lambda s)
  = (1 - n/N) lambda (mean of s over the N - n others) + mean over the n of (y - (1 - n/N) lambda s),

which is ppi_py's estimate from n labelled and N - n unlabelled comments with lam = (1 - n/N) lambda. So its interval is
ppi_py's, and the optimal lambda is ppi_py's optimal lam divided by 1 - n/N. ppi_py divides sums of squares by n, where a
variance between n clusters divides by n - 1: its half widths are smaller by the factor sqrt((n - 1) / n).

ppi_py holds its optimal lam between 0 and 1, so lambda ends at 1 / (1 - n/N): scores that vary less than labels end there,
and scores that go the wrong way at 0.
"""

import csv
import pathlib

import numpy as np
import ppi_py

HERE = pathlib.Path(__file__).parent
N, n = 600, 90
random = np.random.default_rng(20251126)

truth = random.random(N) < 0.45
score = np.where(truth, random.beta(3, 0.8, N), random.beta(0.8, 1.2, N)).round(6)
labelled = np.zeros(N, dtype=bool)
labelled[random.choice(N, n, replace=False)] = True
label = truth.astype(float)
scores = {"score": score, "timid": (0.5 + (score - 0.5) / 4).round(8), "reversed": (1 - score).round(6)}

with open(HERE / "ppi-comments.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["score", "timid", "reversed", "label"])
    for i in range(N):
        rows.writerow([values[i] for values in scores.values()] + [int(label[i]) if labelled[i] else ""])

y = label[labelled]
share = 1 - n / N


def optimal(s, others):
    """ppi_py keeps the lam that it finds to itself; the estimate is linear in lam, which gives it away."""
    zero, one, best = (ppi_py.ppi_mean_pointestimate(y, s, others, lam=lam).item() for lam in (0, 1, None))
    return (best - zero) / (one - zero)


with open(HERE / "ppi-expected.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["scores", "tuning", "lambda", "estimate", "low", "high"])
    for name, values in scores.items():
        s, others = values[labelled], values[~labelled]
        tunings = [("optimal", optimal(s, others))]
        if name == "score":
            tunings = [("one", share), ("0.6", 0.6 * share), ("0", 0.0)] + tunings
        for tuning, lam in tunings:
            low, high = ppi_py.ppi_mean_ci(y, s, others, alpha=0.05, lam=lam)
            estimate = ppi_py.ppi_mean_pointestimate(y, s, others, lam=lam)
            rows.writerow([name, tuning] + [repr(float(np.squeeze(v))) for v in (lam / share, estimate, low, high)])
