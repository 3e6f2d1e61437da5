"""What a person takes home of classifiers of texts."""
