"""Passes through time written for this processor, from the step function of each cell.

    core.cells: a step function  --> graph: its expression --> derivative        layout
                                                                             --> where numbers lie in memory
                                                        |
    code, mathematics, products, written                v
    LLVM's language as Python writes it --> forward, backward (product_back, weight_gradients), packing
                                                        |
    compiled: machine code, kept on disk                v
    program: what is compiled --> called (with numpy): check, run apart by usable before first use
                              --> operation, sizes, forward_operation, backward_operation: TensorFlow calls it
                              --> registry, native: TensorFlow's operations, differentiable

A cell whose step is one product with the inputs, one with the hidden state and anything per unit after them
has its passes from here without a line of its own; others raise `NotCovered` and keep the way they have.
"""
