"""The names of the simple methods for texts, in the order in which they are shown."""

SIMPLE_TEXT_METHODS = ("majority", "tfidf_logistic", "nb_svm")
