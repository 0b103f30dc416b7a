package io.weibosentiment.dynamics;

import java.util.Arrays;
import org.ojalgo.array.Array1D;
import org.ojalgo.matrix.decomposition.QR;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** The few operations on small dense matrices that the fits need. */
final class Matrices {

    private Matrices() {}

    /**
     * The x that brings the sum of x_j times column j closest to the target, by QR.
     *
     * @param columns linearly independent, each as long as the target
     */
    static double[] leastSquares(double[][] columns, double[] target) {
        R064Store matrix = store(columns);
        QR<Double> qr = QR.R064.make(matrix);
        qr.decompose(matrix);
        MatrixStore<Double> solution = qr.getSolution(store(new double[][] {target}));
        return solution.toRawCopy1D();
    }

    /** The singular values of a matrix given by its columns, descending. */
    static double[] singularValues(double[][] columns) {
        R064Store matrix = store(columns);
        SingularValue<Double> svd = SingularValue.R064.make(matrix);
        svd.computeValuesOnly(matrix);
        Array1D<Double> values = svd.getSingularValues();
        return values.toRawCopy1D();
    }

    /** The largest singular value of a matrix given by its rows; not a number if one of its values is not finite. */
    static double spectralNorm(double[][] rows) {
        boolean isFinite = Arrays.stream(rows).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
        // a matrix and its transpose have the same singular values; of others, the decomposition would not end
        return isFinite ? singularValues(rows)[0] : Double.NaN;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double squaredNorm(double[] a) {
        return dot(a, a);
    }

    static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static R064Store store(double[][] columns) {
        R064Store matrix = R064Store.FACTORY.make(columns[0].length, columns.length);
        for (int column = 0; column < columns.length; column++) {
            for (int row = 0; row < columns[column].length; row++) {
                matrix.set(row, column, columns[column][row]);
            }
        }
        return matrix;
    }
}
