import { type DemoJiraOptions, generateCompany, startDemoJira } from '../src/demo/index.ts';

/** The demo company's Jira as a process of its own: what it does must not count as ours. See `demo-jira.ts`. */
const [tickets, options] = process.argv.slice(2) as [string, string];
const company = generateCompany({ tickets: Number(tickets) });
let answered = 0;
const jira = await startDemoJira({
  ...(JSON.parse(options) as Partial<DemoJiraOptions>),
  company,
  intercept: () => {
    answered += 1;
    return undefined;
  },
});
/** Jira gives so many comments with an issue; the rest must be asked for. */
const EMBEDDED = 20;
const threads = company.tickets.filter(({ comments }) => comments.length > EMBEDDED).length;
process.on('message', () => process.send?.({ answered, refused: jira.rate.refused }));
process.send?.({ url: jira.url, tickets: company.tickets.length, threads });
process.once('disconnect', () => process.exit());
