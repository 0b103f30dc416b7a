package io.weibosentiment.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers of the page, with as many digits as are shown. */
final class Digits {

    private static final MathContext SIX = new MathContext(6);

    private Digits() {}

    /** {@code value} to six digits; null if it is not finite. */
    static ValueNode number(double value) {
        return Double.isFinite(value)
                ? JsonNodeFactory.instance.numberNode(
                        new BigDecimal(value).round(SIX).doubleValue())
                : JsonNodeFactory.instance.nullNode();
    }
}
