"""How many weights an encoder-decoder has, without what belongs to single words."""

from importlib import import_module

from core.cells import Cell


def translator_weights(cell: Cell, *, inputs: int, units: int, layers: int, ways: int, attention: str) -> int:
    """Count the weights of encoder, decoder and attention, but not embeddings and the layer that tells words.

    Args:
        inputs: Numbers per word, on both sides.
        ways: In which the encoder reads: 1 or 2.
        attention: "none", "bahdanau" or "luong".
    """
    width = ways * units
    attended = width if attention == "bahdanau" else 0
    both = pair_weights(cell, inputs=inputs, told=inputs + attended, units=units, layers=layers, ways=ways)
    readout = (width + units + 1) * units
    attending = {
        "none": 0,
        "luong": units * width + readout,
        "bahdanau": units * units + width * units + units + readout,
    }
    return both + attending[attention]


def pair_weights(cell: Cell, *, inputs: int, told: int, units: int, layers: int, ways: int) -> int:
    """Count the weights of an encoder and of a decoder that begins with its states.

    Args:
        inputs: Numbers that the encoder reads at each step.
        told: Numbers that the decoder reads at each step.
        ways: In which the encoder reads: 1 or 2.
    """
    width = ways * units
    encoder = ways * (cell.weights(inputs, units) + (layers - 1) * cell.weights(width, units))
    decoder = cell.weights(told, units) + (layers - 1) * cell.weights(units, units)
    states = len(import_module(cell.steps).STATES)
    bridges = layers * states * (width + 1) * units if ways > 1 else 0
    return encoder + decoder + bridges
