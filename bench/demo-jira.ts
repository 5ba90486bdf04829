import { parentPort, workerData } from 'node:worker_threads';
import { generateCompany, startDemoJira } from '../src/demo/index.ts';

/** The demo company's Jira on a thread of its own: what it does must not count as ours. Tells its address, and stops when told to. */
const jira = await startDemoJira({ company: generateCompany({ tickets: workerData.tickets }) });
parentPort?.postMessage(jira.url);
parentPort?.once('message', () => jira.close());
