export { createLog, type Logger } from './log.ts';
export { createMetrics, type Metrics } from './metrics.ts';
