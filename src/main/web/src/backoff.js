/**
 * How long to wait before the n-th attempt in a row (from 0), in milliseconds: doubling from `first` up to `most`, and
 * between half and all of that, so that the pages of a restarted server do not return in one moment.
 */
export function delayBefore(attempt, { first = 500, most = 15_000, random = Math.random } = {}) {
  const full = Math.min(most, first * 2 ** Math.min(attempt, 20));
  return Math.round(full / 2 + (random() * full) / 2);
}
