"""The gradient of an embedding from its rows (`rows`) as an operation of TensorFlow."""

from llvmlite import ir

from core.networks.kernels.operation import INVALID, Operation, declare
from core.networks.kernels.rows import ARGUMENTS
from core.networks.kernels.sizes import MOST, require_sizes

INPUTS = ("rows", "words: int32", "embedding", "factor")
OUTPUTS = ("total", "excess")
MOST_ROWS = 1 << 30


def write_rows_operation(module: ir.Module, name: str, lanes: int) -> None:
    """Write the function that TensorFlow calls.

    It reads rows (times, columns), their words (times), the embedding (words, columns) for its sizes, and a
    factor; a word that the embedding does not have is an error.
    """
    declare(module, "rows", ARGUMENTS)
    operation = Operation(module, name, lanes)
    code, write = operation.code, operation.write
    rows, (times, columns) = operation.input(0, 2, "rows")
    words, of_words = operation.input(1, 1, "words")
    _, (count, wide) = operation.input(2, 2, "embedding")
    factor, of_factor = operation.input(3, 1, "factor")
    for size, most in ((times, MOST_ROWS), (columns, MOST), (count, MOST_ROWS)):
        operation.require_at_most(size, most, "a size")
    require_sizes(operation, (*of_words, wide, *of_factor), (times, columns, 1), "words, columns or factor")
    with code.loop(0, times) as time:
        word = (words + time).whole()
        above = write.icmp_signed(">=", word.value, code.whole(0).value)
        known = write.and_(above, write.icmp_signed("<", word.value, count.value))
        operation.require(known, INVALID, "a word is not in the embedding")
    answers = [operation.output(number, count, columns) for number in range(len(OUTPUTS))]
    for place in answers:
        operation.clear(place, count * columns)
    operation.run("rows", (times, columns, count, rows, words, factor, *answers))
    operation.done()
