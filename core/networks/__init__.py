"""Networks in Keras 3. Heavy: imported by the engine's workers only."""
