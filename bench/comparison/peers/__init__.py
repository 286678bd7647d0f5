"""The peers, each in a file of its own: what it is given, how it is called, what it cannot do."""

from __future__ import annotations

from bench.comparison.peers import ours, pandoc, sphinx, typst, weasyprint
from bench.comparison.peers.peer import Peer

PEERS: tuple[Peer, ...] = (ours.PEER, pandoc.PEER, typst.PEER, weasyprint.PEER, sphinx.PEER)

__all__ = ["PEERS", "Peer"]
