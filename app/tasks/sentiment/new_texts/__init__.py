"""New labelled texts on a classifier's page: scored, learnt on from, trained anew with."""
