/** The figures of a comparison: how each is read from one row of the result, and how it is written. */
const MEGABYTE = 2 ** 20;
const last = (values) => Math.max(...values);

const seconds = { unit: 's', write: (ms) => (ms / 1000).toFixed(ms < 10_000 ? 2 : 1) };
const milliseconds = { unit: 'ms', write: (ms) => ms.toFixed(1) };
const megabytes = { unit: 'MB', write: (bytes) => (bytes / MEGABYTE).toFixed(0) };
const percent = { unit: '% of a core', write: (value) => value.toFixed(value < 10 ? 2 : 1) };

const perSession = (read) => (row) => read(row) / row.sessions;

/** Read from rows of the part `flow`. */
export const FIGURES = {
    coldLast: { ...seconds, read: (row) => last(row.cold.firstQrMs) },
    coldMean: { ...seconds, read: (row) => row.cold.firstQrMs.reduce((sum, ms) => sum + ms, 0) / row.sessions },
    coldFirst: { ...seconds, read: (row) => Math.min(...row.cold.firstQrMs) },
    warmLast: { ...seconds, read: (row) => last(row.warm.firstQrMs) },
    scanReady: { ...seconds, read: (row) => row.scan.readyMs.reduce((sum, ms) => sum + ms, 0) / row.sessions },
    restartReady: { ...seconds, read: (row) => last(row.restart.readyMs) },
    restartHealthy: { ...seconds, read: (row) => row.restart.healthyMs },
    waitingMemory: { ...megabytes, read: (row) => row.waiting.memory.total },
    idleMemory: { ...megabytes, read: (row) => row.idle.memory.total },
    waitingMemoryEach: { ...megabytes, read: perSession((row) => row.waiting.memory.total) },
    idleMemoryEach: { ...megabytes, read: perSession((row) => row.idle.memory.total) },
    waitingCpuEach: { ...percent, read: perSession((row) => row.waiting.cpu.total) },
    idleCpuEach: { ...percent, read: perSession((row) => row.idle.cpu.total) },
    aloneStart: { ...seconds, read: (row) => row.alone.startMs },
    aloneMemory: { ...megabytes, read: (row) => row.alone.memory.total },
    aloneGateway: { ...megabytes, read: (row) => row.alone.memory.gateway },
    aloneCpu: { ...percent, read: (row) => row.alone.cpu.total },
};

export const MEMORY = megabytes;
export const LATENCY = milliseconds;
export const PERCENT = percent;
