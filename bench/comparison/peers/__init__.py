"""The compared tools, each with its input, settings and commands."""

from __future__ import annotations

from bench.comparison.peers import ours, pandoc, sphinx, typst, weasyprint
from bench.comparison.peers.peer import Peer

PEERS: tuple[Peer, ...] = (ours.PEER, pandoc.PEER, typst.PEER, weasyprint.PEER, sphinx.PEER)

__all__ = ["PEERS", "Peer"]
