"""Labels to check: who is believed least, corrected or confirmed by a person, trained on again."""
