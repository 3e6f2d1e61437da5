"""Networks that leave: the same network in stock Keras, which needs nothing of ours to open it."""

from typing import Any

import keras

from core.networks.build import identity


def stock_twin(network: keras.Model) -> keras.Model:
    """A copy of a network with `keras.layers` in place of our recurrent layers, weights included."""
    twin = keras.models.clone_model(network, clone_function=_stock)
    twin.set_weights(network.get_weights())
    return twin


def _stock(layer: keras.layers.Layer) -> keras.layers.Layer:
    if isinstance(layer, keras.layers.Bidirectional):
        settings: dict[str, Any] = {"merge_mode": layer.merge_mode, "name": layer.name}
        return keras.layers.Bidirectional(
            _stock(layer.forward_layer), backward_layer=_stock(layer.backward_layer), **settings
        )
    public = getattr(keras.layers, type(layer).__name__)
    settings = layer.get_config()
    if getattr(layer, "recurrent_initializer", None) is identity:
        del settings["recurrent_initializer"]  # a function of ours, which stock Keras could not open
    copy: keras.layers.Layer = public.from_config(settings)
    return copy
