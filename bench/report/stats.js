/** The few statistics that the document needs. */

export function quantile(values, part) {
    const sorted = [...values].sort((a, b) => a - b);
    if (sorted.length === 0) {
        return null;
    }
    const place = (sorted.length - 1) * part;
    const below = Math.floor(place);
    const above = Math.ceil(place);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

export const median = (values) => quantile(values, 0.5);

/** Median and spread of the rounds; null if there is no value. */
export function summary(values) {
    const there = values.filter((value) => value !== null && value !== undefined && Number.isFinite(value));
    return there.length === 0 ? null
        : { median: median(there), low: Math.min(...there), high: Math.max(...there), count: there.length };
}

/**
 * The straight line through these points by least squares: what each further one costs, and what is there without any;
 * `fit` is 1 if all lie on the line.
 */
export function line(points) {
    const mean = (read) => points.reduce((sum, point) => sum + read(point), 0) / points.length;
    const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
    const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
    const slope = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
    const start = y - slope * x;
    const off = points.reduce((sum, point) => sum + (point.y - start - slope * point.x) ** 2, 0);
    const all = points.reduce((sum, point) => sum + (point.y - y) ** 2, 0);
    return { slope, start, fit: all === 0 ? 1 : 1 - off / all };
}
