// What a session's browser takes of the machine, for its page and for its row in the list.
import { duration, memory, percent } from './units.js';

/** Both lines of a session's details; a dash for a session without a browser. */
export function usageLines(usage, text, language) {
  if (!usage) {
    return { memory: '–', cpu: '–' };
  }
  return {
    memory: text('usage_memory', { m: memory(usage.memoryBytes, language), p: usage.processes }),
    cpu: text('usage_cpu', { p: percent(usage.cpuPercent, language), t: duration(usage.cpuSeconds, language) }),
  };
}

/** Both in a few letters, or nothing. */
export function usageInShort(usage, language) {
  return usage ? `${memory(usage.memoryBytes, language)} · ${percent(usage.cpuPercent, language)} CPU` : '';
}
