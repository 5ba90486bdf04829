import { generateCompany, type RegisteredWebhook, startDemoJira } from '../../src/demo/index.ts';

/** What the bench tells the demo Jira's process. */
export type ToJira =
  | { readonly kind: 'register'; readonly url: string; readonly secret: string }
  /** Puts a word into the summary of so many tickets, beginning with one by its place. */
  | { readonly kind: 'edit'; readonly first: number; readonly count: number; readonly word: string };

/** The demo company's Jira as a process of its own. Tells its address to its parent, then when tickets were edited. */
const company = generateCompany({ tickets: Number(process.argv[2]) });
const jira = await startDemoJira({ company });
const keys = company.tickets.map(({ key }) => key);
let webhook: RegisteredWebhook | null = null;
process.on('message', (message: ToJira) => {
  if (message.kind === 'register') {
    webhook?.remove();
    webhook = jira.registerWebhook({ url: message.url, secret: message.secret });
    process.send?.('registered');
    return;
  }
  const at = new Date(Math.max(Date.now(), company.now.getTime() + 1));
  for (const key of Array.from({ length: message.count }, (_, i) => keys[(message.first + i) % keys.length]))
    company.editTicket(key as string, { summary: `Edited to say ${message.word}` }, at);
  process.send?.(Date.now());
});
process.send?.(jira.url);
process.once('disconnect', () => process.exit());
