"""The names of the simple methods for texts, in the order in which they are shown."""

SIMPLE_TEXT_METHODS = ("majority", "tfidf_logistic", "nb_svm")
BAGS = SIMPLE_TEXT_METHODS[1:]  # bags of words, with which cells are averaged
