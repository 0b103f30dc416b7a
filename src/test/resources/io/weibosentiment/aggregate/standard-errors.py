"""Makes standard-errors.csv beside this file: python3 standard-errors.py scored-comments.csv.gz

Computes the uncertainty of every blogger's half-month over all scored comments of the paper with samplics, a package for
survey samples (pip install samplics==0.6.1), and Kish's effective numbers as they are defined. In a blogger's mean a
comment weighs W w / sum of w: W is its post's likes + 1, w its own likes + 1, and w is summed over the post. The
standard error is samplics' Taylor linearization of the weighted mean, a ratio of two totals, with posts as primary
sampling units; in a cell of one post, comments are the units. Windows are half-months of the posts' times. Bloggers are
told apart by their place in the order of ids, from 1.
"""

import math
import pathlib
import sys

import pandas as pd
from samplics import PopParam, TaylorEstimator

comments = pd.read_csv(sys.argv[1], dtype={"blogger_id": str, "post_id": str})
comments["blogger"] = comments.blogger_id.rank(method="dense").astype(int)
day = pd.to_datetime(comments.post_time).dt.normalize()
comments["window"] = day - pd.to_timedelta((day.dt.day - 1).where(day.dt.day < 16, day.dt.day - 16), unit="D")
comments["w"] = comments.comment_likes.fillna(0) + 1
comments["W"] = comments.post_likes + 1


def standard_error(y, weight, unit):
    if unit.nunique() < 2:
        return math.nan
    estimator = TaylorEstimator(PopParam.mean)
    estimator.estimate(y=y, samp_weight=weight, psu=unit)
    return float(estimator.stderror)


def figures(cell):
    weight = cell.W * cell.w / cell.groupby("post_id").w.transform("sum")
    posts = cell.groupby("post_id").W.first()
    unit = cell.post_id if len(posts) > 1 else pd.Series(cell.index.astype(str), cell.index)
    return {
        "posts": len(posts),
        "sentiment": (weight * cell.comment_score).sum() / weight.sum(),
        "sentiment_se": standard_error(cell.comment_score.to_numpy(), weight.to_numpy(), unit),
        "effective_comments": weight.sum() ** 2 / (weight**2).sum(),
        "effective_posts": posts.sum() ** 2 / (posts**2).sum(),
        "largest_post_share": posts.max() / posts.sum(),
    }


rows = [
    {"window_start": window.date(), "blogger": blogger} | figures(cell)
    for (window, blogger), cell in comments.groupby(["window", "blogger"])
]
pd.DataFrame(rows).to_csv(pathlib.Path(__file__).with_suffix(".csv"), index=False)
