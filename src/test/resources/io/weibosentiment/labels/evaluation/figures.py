"""Makes rows.csv and figures.json: invented labels and scores, and their figures by scikit-learn, scipy, statsmodels
and krippendorff. Needs: pip install scikit-learn scipy statsmodels krippendorff"""

import csv
import json
import pathlib

import krippendorff
import numpy as np
from scipy import stats
from sklearn import metrics
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

HERE = pathlib.Path(__file__).parent
ROWS = 400
random = np.random.default_rng(20)

label = (random.random(ROWS) < 0.4).astype(int)
first = np.clip(0.35 * label + 0.65 * random.random(ROWS), 0, 1)
first[::3] = np.round(first[::3], 1)  # ties, also at 0.5
second = np.clip(0.2 * label + 0.8 * random.random(ROWS), 0, 1).round(2)
weight = random.choice([1.0, 2.5, 4.0], ROWS)
flip = random.random((3, ROWS))
coders = np.where(flip < [[0.1], [0.2], [0.3]], 1 - label, label).astype(float)
coders[random.random((3, ROWS)) < 0.25] = np.nan


def figures(score, weights):
    predicted = (score >= 0.5).astype(int)
    args = dict(sample_weight=weights)
    bins = np.minimum((score * 10).astype(int), 9)
    w = np.ones(ROWS) if weights is None else weights
    error = sum(abs(np.sum((w * (score - label))[bins == b])) for b in range(10)) / w.sum()
    out = dict(
        accuracy=metrics.accuracy_score(label, predicted, **args),
        f1_macro=metrics.f1_score(label, predicted, average="macro", **args),
        roc_auc=metrics.roc_auc_score(label, score, **args),
        brier=metrics.brier_score_loss(label, score, **args),
        calibration_error=error,
        kappa=metrics.cohen_kappa_score(label, predicted, **args),
        matthews=metrics.matthews_corrcoef(label, predicted, **args),
        positive_share=np.average(label, weights=weights),
        mean_score=np.average(score, weights=weights),
        bias=np.average(score - label, weights=weights),
    )
    for name, positive in (("positive", 1), ("negative", 0)):
        one = dict(pos_label=positive, **args)
        out["precision_" + name] = metrics.precision_score(label, predicted, **one)
        out["recall_" + name] = metrics.recall_score(label, predicted, **one)
        out["f1_" + name] = metrics.f1_score(label, predicted, **one)
    return {key: float(value) for key, value in out.items()}


right = ((first >= 0.5) == label, (second >= 0.5) == label)
table = [[np.sum(right[0] & right[1]), np.sum(right[0] & ~right[1])],
         [np.sum(~right[0] & right[1]), np.sum(~right[0] & ~right[1])]]
exact, plain = mcnemar(table, exact=True), mcnemar(table, exact=False, correction=False)
wilson = proportion_confint(int(right[0].sum()), ROWS, method="wilson")
pairs = []
for i in range(3):
    for j in range(i + 1, 3):
        both = ~np.isnan(coders[i]) & ~np.isnan(coders[j])
        pairs.append(float(metrics.cohen_kappa_score(coders[i][both], coders[j][both])))
difference = first - second
expected = dict(
    unweighted=figures(first, None),
    weighted=figures(first, weight),
    second=figures(second, None),
    wilson=[float(end) for end in wilson],
    effective_rows=float(weight.sum() ** 2 / (weight ** 2).sum()),
    mcnemar=dict(only_first=int(table[0][1]), only_second=int(table[1][0]), exact_p=float(exact.pvalue),
                 chi_squared=float(plain.statistic), asymptotic_p=float(plain.pvalue)),
    scores=dict(pearson=float(stats.pearsonr(first, second)[0]), spearman=float(stats.spearmanr(first, second)[0]),
                mean_difference=float(difference.mean()), mean_absolute_difference=float(np.abs(difference).mean()),
                rmse=float(np.sqrt((difference ** 2).mean())),
                agreement=float(np.mean((first >= 0.5) == (second >= 0.5))),
                kappa=float(metrics.cohen_kappa_score(first >= 0.5, second >= 0.5))),
    krippendorff_alpha=float(krippendorff.alpha(coders, level_of_measurement="nominal")),
    kappas=pairs,
)
with open(HERE / "rows.csv", "w", newline="") as out:
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["label", "first", "second", "weight", "coder_1", "coder_2", "coder_3"])
    for i in range(ROWS):
        votes = ["" if np.isnan(c) else int(c) for c in coders[:, i]]
        rows.writerow([label[i], repr(float(first[i])), repr(float(second[i])), weight[i], *votes])
(HERE / "figures.json").write_text(json.dumps(expected, indent=1) + "\n")
