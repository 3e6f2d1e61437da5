"""exp, sigmoid and tanh of vectors, to single precision.

exp(x) = 2^n exp(r) with n = round(x / ln 2) and |r| <= ln 2 / 2, where a polynomial of degree 7 is exact to
rounding (Cephes' way; ln 2 in two parts, so that r is exact). tanh |x| = -e / (2 + e) with
e = exp(-2 |x|) - 1, which is small where x is: its error stays below 1.5e-7 everywhere. NaN passes through.
"""

from llvmlite import ir

from core.networks.kernels.code import Vector

LOG2_E, LN2_HIGH, LN2_LOW = 1.4426950408889634, 0.693145751953125, 1.428606765330187e-06
ROUND = 12582912.0  # 1.5 * 2^23: adding it leaves the nearest whole number in the last bits
SERIES = (1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2)  # exp(r) - 1 - r, divided by r^2
LEAST = -87.0  # below it exp is 0 to single precision
LEAST_TANH = -20.0  # below it exp(x) - 1 is -1
SIGN = 0x7FFFFFFF


def sigmoid(x: Vector) -> Vector:
    """1 / (1 + exp(-x))."""
    one = x.code.number(1.0)
    two, rest = _powers(_bounded(x.code.number(0.0) - x, LEAST))
    return one / (one + (two * rest + two))


def tanh(x: Vector) -> Vector:
    """(exp(x) - exp(-x)) / (exp(x) + exp(-x)), with the sign of x."""
    code, write = x.code, x.code.write
    whole = ir.VectorType(ir.IntType(32), code.lanes)
    mask = ir.Constant(whole, [SIGN] * code.lanes)
    bits = write.bitcast(x.value, whole)
    size = Vector(code, write.bitcast(write.and_(bits, mask), code.vector))
    two, rest = _powers(_bounded(size * code.number(-2.0), LEAST_TANH))
    e = two * rest + (two - code.number(1.0))
    answer = write.bitcast((e / (code.number(2.0) + e)).value, whole)
    sign = write.and_(bits, write.not_(mask))
    return Vector(code, write.bitcast(write.or_(write.and_(answer, mask), sign), code.vector))


def _bounded(x: Vector, least: float) -> Vector:
    """At least so much, and at most the same above 0; NaN stays."""
    code, write = x.code, x.code.write
    low, high = code.number(least), code.number(-least)
    value = write.select(write.fcmp_ordered("<", x.value, low.value), low.value, x.value)
    return Vector(code, write.select(write.fcmp_ordered(">", value, high.value), high.value, value))


def _powers(x: Vector) -> tuple[Vector, Vector]:
    """2^n and exp(r) - 1, whose product is exp(x) - 2^n."""
    code, write = x.code, x.code.write
    whole = ir.VectorType(ir.IntType(32), code.lanes)
    marked = x * code.number(LOG2_E) + code.number(ROUND)
    n = marked - code.number(ROUND)
    r = x - n * code.number(LN2_HIGH) - n * code.number(LN2_LOW)
    series = code.number(SERIES[0])
    for factor in SERIES[1:]:
        series = series * r + code.number(factor)
    shifted = write.shl(write.bitcast(marked.value, whole), ir.Constant(whole, [23] * code.lanes))
    power = write.add(shifted, ir.Constant(whole, [0x3F800000] * code.lanes))
    return Vector(code, write.bitcast(power, code.vector)), r * r * series + r
