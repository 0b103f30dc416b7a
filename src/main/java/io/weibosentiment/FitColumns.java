package io.weibosentiment;

/** The names of the columns of the tables of a fit. */
public final class FitColumns {

    public static final String MODEL = "model";
    public static final String MATRIX = "matrix";
    public static final String FROM = "from";
    public static final String TO = "to";
    public static final String WEIGHT = "weight";
    public static final String AGENT = "agent";
    public static final String PARAMETER = "parameter";
    public static final String MEASURE = "measure";
    public static final String METHOD = "method";
    public static final String STEP = "step";
    public static final String AHEAD = "ahead";
    public static final String VALUE = "value";
    public static final String OBSERVED = "observed";
    public static final String LOW = "low";
    public static final String HIGH = "high";

    private FitColumns() {}
}
