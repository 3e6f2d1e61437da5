"""New labelled texts for networks that were trained: scored, learnt on from, trained anew with."""
