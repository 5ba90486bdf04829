import { generateCompany, startDemoJira } from '../src/demo/index.ts';

/** The demo company's Jira as a process of its own: what it does must not count as ours. Tells its address to its parent. */
const jira = await startDemoJira({ company: generateCompany({ tickets: Number(process.argv[2]) }) });
process.send?.(jira.url);
process.once('disconnect', () => process.exit());
