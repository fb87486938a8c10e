"""Records against annotated texts: `scores` holds the measures, `faults` what is wrong by kind and what two runs differ in."""

from zhibiao.evaluate.faults import Difference, Fault, compare, faults
from zhibiao.evaluate.scores import LAYERS, Score, evaluate, read_gold, read_records

__all__ = ["LAYERS", "Difference", "Fault", "Score", "compare", "evaluate", "faults", "read_gold", "read_records"]
