"""Pictures of classifiers of texts."""
