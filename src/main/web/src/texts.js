// Sentences for scripts come from the server's message bundle, in <template id="texts"> as <span data-key>.

/** Reads them once; `text('code_of', {n: 1, m: 6})` fills `[n]` and `[m]`. A missing key shows itself instead of nothing. */
export function readTexts(root) {
  const sentences = new Map();
  for (const element of root.querySelector('#texts')?.content.querySelectorAll('[data-key]') ?? []) {
    sentences.set(element.dataset.key, element.textContent.trim());
  }
  return (key, values = {}) => fill(sentences.get(key) ?? key, values);
}

export function fill(sentence, values) {
  return sentence.replace(/\[(\w+)]/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
