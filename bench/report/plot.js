/** Line charts as SVG, to be read on light and on dark ground. */
const WIDTH = 720;
const HEIGHT = 356;
const LEFT = 64;
const RIGHT = 16;
const TOP = 44;
const BOTTOM = 60;
/** Height of one line of the legend. */
const LEGEND = 19;
const COLOURS = [['#8a5a00', '#e0a63a'], ['#0b6e99', '#58b7e8'], ['#0b7a4b', '#4fd39a'], ['#7a3fa0', '#c894ee'], ['#a03333', '#f08a8a']];
const GOOD_STEPS = [1, 2, 2.5, 5, 10];

const escape = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Ticks at round numbers from zero to at least this. */
function ticks(most, count = 5) {
    const rough = (most || 1) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = GOOD_STEPS.map((good) => good * power).find((candidate) => candidate >= rough);
    return Array.from({ length: Math.ceil((most || 1) / step) + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

function style(count) {
    const rules = (side) => COLOURS.slice(0, count).map((pair, index) =>
        `.s${index}{stroke:${pair[side]}}.f${index}{fill:${pair[side]}}`).join('');
    return `<style>text{font:13px system-ui,sans-serif;fill:#1d2529}.title{font-weight:600;font-size:15px}.grid{stroke:#d6dade}`
        + `.line{fill:none;stroke-width:2.2}.spread{stroke-width:1.2}.goal{stroke:#888;stroke-dasharray:5 4}${rules(0)}`
        + `@media(prefers-color-scheme:dark){text{fill:#e7ecee}.grid{stroke:#3a4347}${rules(1)}}</style>`;
}

/**
 * @param series name and points (x, y, and perhaps low and high); in the order of their colours
 * @param marks whether each point gets a dot
 * @param goal a level to be under, with its name
 */
export function lineChart({ title, xTitle, yTitle, xTicks, series, marks = true, goal = null, xMost = null, yMost = null }) {
    const all = series.flatMap(({ points }) => points);
    const yTicks = ticks(yMost ?? Math.max(...all.map(({ y, high }) => high ?? y), goal?.y ?? 0));
    const xs = xTicks ?? ticks(xMost ?? Math.max(...all.map(({ x }) => x)), 8);
    const right = Math.max(...xs);
    const top = Math.max(...yTicks);
    const x = (value) => (LEFT + value / right * (WIDTH - LEFT - RIGHT)).toFixed(1);
    const y = (value) => (HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)).toFixed(1);
    const parts = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT + series.length * LEGEND}" role="img"><title>${escape(title)}</title>`,
        style(series.length), `<text class="title" x="${LEFT}" y="20">${escape(title)}</text>`,
        `<text x="${LEFT}" y="37">${escape(yTitle)}</text>`];
    yTicks.forEach((tick) => parts.push(`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}"/>`,
        `<text x="${LEFT - 8}" y="${Number(y(tick)) + 4}" text-anchor="end">${tick}</text>`));
    xs.forEach((tick) => parts.push(`<text x="${x(tick)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${tick}</text>`));
    parts.push(`<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - BOTTOM + 36}" text-anchor="middle">${escape(xTitle)}</text>`);
    if (goal) {
        parts.push(`<line class="goal" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(goal.y)}" y2="${y(goal.y)}"/>`,
            `<text x="${WIDTH - RIGHT}" y="${Number(y(goal.y)) - 5}" text-anchor="end">${escape(goal.name)}</text>`);
    }
    series.forEach(({ points }, index) => {
        parts.push(`<polyline class="line s${index}" points="${points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ')}"/>`);
        points.filter(({ low, high }) => low !== undefined && low !== high).forEach((point) => parts.push(
            `<line class="spread s${index}" x1="${x(point.x)}" x2="${x(point.x)}" y1="${y(point.low)}" y2="${y(point.high)}"/>`));
        if (marks) {
            points.forEach((point) => parts.push(`<circle class="f${index}" cx="${x(point.x)}" cy="${y(point.y)}" r="4"/>`));
        }
    });
    series.forEach(({ name }, index) => {
        const level = HEIGHT + 4 + index * LEGEND;
        parts.push(`<rect class="f${index}" x="${LEFT}" y="${level - 10}" width="14" height="10" rx="2"/>`,
            `<text x="${LEFT + 20}" y="${level}">${escape(name)}</text>`);
    });
    return `${parts.join('\n')}\n</svg>\n`;
}
