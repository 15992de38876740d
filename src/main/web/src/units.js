// Amounts as people read them, in the language of the page: bytes, percent, lengths of time.

const number = (language, options) => new Intl.NumberFormat(language, options);
const unit = (language, name, digits = 0) => number(language,
  { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits });

/** Bytes as whole megabytes, or as gigabytes with one digit: "412 MB", "1.2 GB". */
export function memory(bytes, language) {
  return bytes < 999_500_000 ? unit(language, 'megabyte').format(bytes / 1e6) : unit(language, 'gigabyte', 1).format(bytes / 1e9);
}

/** @param value of a hundred; small ones keep a digit: "3.2%", "41%" */
export function percent(value, language) {
  return number(language, { style: 'percent', maximumFractionDigits: value < 10 ? 1 : 0 }).format(value / 100);
}

const STEPS = [['hour', 3_600], ['minute', 60], ['second', 1]];

/** The two largest units that say something: "42 sec", "4 min 5 sec", "2 hr". */
export function duration(seconds, language) {
  let left = Math.max(0, Math.round(seconds));
  const parts = [];
  for (const [name, length] of STEPS) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) {
      parts.push(unit(language, name).format(count));
    }
  }
  return parts.length ? parts.slice(0, 2).join(' ') : unit(language, 'second').format(0);
}
