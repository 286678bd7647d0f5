"""Doubtful headings whose levels depend on each other, from the readings of the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publish.importers.plaintext.search import Alternative, Solution

_MOST_READINGS = 5  # beside the chosen one


@dataclass(slots=True)
class Cluster:
    """Doubtful candidates whose readings overlap: `first` is the one with the largest run."""

    first: int
    run: list[int]
    others: list[Alternative]

    def take(self, alternative: Alternative) -> None:
        """Add a reading that changes candidates of the cluster."""
        changed = self.restricted(alternative)
        if len(self.others) < _MOST_READINGS and all(
            self.restricted(each) != changed for each in self.others
        ):
            self.others.append(alternative)

    def restricted(self, alternative: Alternative) -> tuple[int, ...]:
        """The depths of the cluster's candidates in a reading."""
        return tuple(alternative.depths[i] for i in self.run)


def _on_each_level(solution: Solution, index: int) -> Cluster:
    """The readings of one candidate on each level of the book, whatever becomes of the others."""
    depths = solution.depths
    levels = (d for d in range(1, max(depths) + 1) if d != depths[index])
    return Cluster(
        index,
        [index],
        [Alternative(0.0, (*depths[:index], d, *depths[index + 1 :])) for d in levels],
    )


def clusters_of(solution: Solution, unplaced: Sequence[int]) -> list[Cluster]:
    """The doubtful candidates, grouped by what flips together in their best other readings; each
    unplaced one is asked about by itself."""
    alone = [_on_each_level(solution, i) for i in unplaced]
    doubtful = [i for i, others in enumerate(solution.others) if others and i not in set(unplaced)]
    runs = {i: _differing(solution.depths, solution.others[i][0].depths) for i in doubtful}
    order = sorted(doubtful, key=lambda i: (-len(runs[i]), solution.margins[i], i))
    clusters: list[Cluster] = []
    owner: dict[int, Cluster] = {}
    for i in order:
        cluster = owner.get(i)
        if cluster is None:
            cluster = Cluster(i, runs[i], [])
            clusters.append(cluster)
            owner.update((j, cluster) for j in runs[i])
        for alternative in solution.others[i]:
            changed = _differing(solution.depths, alternative.depths)
            if set(changed) <= set(cluster.run):
                cluster.take(alternative)
            elif i == cluster.first and all(owner.get(j, cluster) is cluster for j in changed):
                cluster.run = sorted({*cluster.run, *changed})
                owner.update((j, cluster) for j in changed)
                cluster.take(alternative)
    return [*clusters, *(cluster for cluster in alone if cluster.others)]


def _differing(depths: Sequence[int], other: Sequence[int]) -> list[int]:
    return [i for i, depth in enumerate(depths) if other[i] != depth]
