package io.weibosentiment.dynamics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The fit of {@link DynamicsModel#EPO}, which is not convex in d and φ: a grid over the unit square, then a pattern
 * search (Hooke and Jeeves 1961) from every cell that is no higher than its neighbours. {@link EpoProblem} is solved
 * exactly at every point. That the lowest of these minima is the lowest of all is likely and not proven.
 */
final class EpoFit {

    private static final int CELLS = 20;
    private static final int MOST_STARTS = 8;
    private static final double ROUGH = 1e-4;
    private static final double FINE = 1e-10;
    /**
     * A search of more moves creeps along a valley that is flat but for the last digits, as where many weights fit
     * exactly; the residual says how good its end is.
     */
    private static final int MOST_MOVES = 20_000;

    /** Minima whose rough objectives differ by less are all refined. */
    private static final double CLOSE = 1e-3;

    /** A lower objective is one of 0 but for rounding, and nothing is lower. */
    private static final double ZERO = 1e-26;

    private static final int[][] DIRECTIONS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, -1}, {1, -1}, {-1, 1}};

    private final EpoProblem problem;
    private final EpoSolver solver;
    private final double[][] x;
    private final int agent;

    private EpoFit(double[][] x, int agent) {
        this.problem = new EpoProblem(x, agent);
        this.solver = new EpoSolver(problem);
        this.x = x;
        this.agent = agent;
    }

    /** A point of the search with its exact solution. */
    private record Point(double d, double phi, SimplexSolution solution) {

        double objective() {
            return solution.objective();
        }
    }

    /** Fits one agent; there must be two. */
    static AgentFit of(double[][] x, int agent) {
        return new EpoFit(x, agent).fit();
    }

    private AgentFit fit() {
        List<Point> rough = new ArrayList<>();
        for (Point start : starts()) {
            rough.add(descend(start, 0.5 / CELLS, ROUGH));
        }
        double least = rough.stream().mapToDouble(Point::objective).min().orElseThrow();
        Point best = rough.stream()
                .filter(point -> point.objective() <= least * (1 + CLOSE))
                .map(point -> descend(point, ROUGH, FINE))
                .min(Comparator.comparingDouble(Point::objective))
                .orElseThrow();
        return fit(new Point(best.d(), best.phi(), solver.proved(best.d(), best.phi(), best.solution())));
    }

    private Point at(double d, double phi, int[] near) {
        return new Point(d, phi, solver.solve(d, phi, near));
    }

    private List<Point> starts() {
        Point[][] grid = new Point[CELLS + 1][CELLS + 1];
        int[] near = {};
        for (int i = 0; i <= CELLS; i++) {
            for (int j = 0; j <= CELLS; j++) {
                int column = i % 2 == 0 ? j : CELLS - j; // next to the one before, so its support is likely the same
                grid[i][column] = at((double) i / CELLS, (double) column / CELLS, near);
                near = grid[i][column].solution().support();
                if (grid[i][column].objective() <= ZERO) {
                    return List.of(grid[i][column]);
                }
            }
        }
        List<Point> starts = new ArrayList<>();
        for (int i = 0; i <= CELLS; i++) {
            for (int j = 0; j <= CELLS; j++) {
                if (isNoHigherThanNeighbours(grid, i, j)) {
                    starts.add(grid[i][j]);
                }
            }
        }
        starts.sort(Comparator.comparingDouble(Point::objective));
        return starts.subList(0, Math.min(MOST_STARTS, starts.size()));
    }

    private static boolean isNoHigherThanNeighbours(Point[][] grid, int i, int j) {
        for (int[] direction : DIRECTIONS) {
            int row = i + direction[0];
            int column = j + direction[1];
            boolean isInside = row >= 0 && row <= CELLS && column >= 0 && column <= CELLS;
            if (isInside && grid[row][column].objective() < grid[i][j].objective()) {
                return false;
            }
        }
        return true;
    }

    private Point descend(Point start, double from, double to) {
        Point best = start;
        double step = from;
        int moves = 0;
        while (step > to && moves < MOST_MOVES && best.objective() > ZERO) {
            Point lower = best;
            for (int[] direction : DIRECTIONS) {
                double d = clip(best.d() + step * direction[0]);
                double phi = clip(best.phi() + step * direction[1]);
                Point tried = at(d, phi, best.solution().support());
                lower = tried.objective() < lower.objective() ? tried : lower;
            }
            if (lower.objective() < best.objective()) {
                best = lower;
                moves++;
            } else {
                step /= 2;
            }
        }
        return best;
    }

    private static double clip(double value) {
        return Math.max(0, Math.min(1, value));
    }

    private AgentFit fit(Point best) {
        double d = best.d();
        double phi = best.phi();
        double[] heard = problem.heard(best.solution().weights());
        double[] opinions = problem.privateOpinions(d, phi, heard);
        double[] expressed = problem.expressedErrors(phi, heard, opinions);
        double[] own = problem.privateErrors(d, heard, opinions);
        double[] others = new double[x[0].length];
        double[] row = new double[x[0].length];
        for (int other = 0; other < others.length; other++) {
            if (other != agent) {
                others[other] = best.solution().weights()[other < agent ? other : other - 1];
                row[other] = (1 - d) * others[other];
            }
        }
        row[agent] = d;
        AgentFit.Epo epo =
                new AgentFit.Epo(d, phi, others, opinions, Matrices.squaredNorm(expressed), Matrices.squaredNorm(own));
        FitQuality inner = FitQuality.of(problem.corners(d, phi), best.solution());
        double residual = Math.max(inner.kktResidual(), slope(best, heard, opinions, expressed, own));
        FitQuality quality =
                new FitQuality(inner.objective(), residual, inner.leastMultiplier(), inner.identifiability());
        return new AgentFit(agent, row, 1, 0, epo, quality);
    }

    /** The derivative of the objective by d or φ, whichever is larger, unless it points out of the unit square. */
    private static double slope(Point at, double[] heard, double[] opinions, double[] expressed, double[] own) {
        double byD = 0;
        double byPhi = 0;
        for (int row = 0; row < heard.length; row++) {
            byD += 2 * own[row] * (heard[row] - opinions[row]);
            byPhi += 2 * expressed[row] * (heard[row] - opinions[row + 1]);
        }
        return Math.max(inside(at.d(), byD), inside(at.phi(), byPhi));
    }

    private static double inside(double value, double slope) {
        boolean pointsOut = (value == 0 && slope > 0) || (value == 1 && slope < 0);
        return pointsOut ? 0 : Math.abs(slope);
    }
}
