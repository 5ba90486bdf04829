import { parseArgs } from 'node:util';
import { benchIngest, printIngest } from './ingest.ts';
import { benchPage, printPage } from './page/page.ts';
import { runSearch } from './search/search.ts';
import { benchSync, printSync } from './sync.ts';
import { benchWebhooks } from './webhooks/webhooks.ts';

/** `npm run bench -- NAME [--json]`: measures speed on data that the project makes itself. */
const [name, ...args] = process.argv.slice(2);
const benches: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  ingest: runIngest,
  page: runPage,
  search: runSearch,
  sync: runSync,
  webhooks: runWebhooks,
};
const run = benches[name ?? ''];
if (!run) {
  console.error(
    'Usage: npm run bench -- ingest [--tickets 5000] [--json]\n' +
      '       npm run bench -- page [--tickets 100000] [--data-dir DIR] [--json]\n' +
      '       npm run bench -- search [--sizes 10000,100000] [--large] [--peers all|none|NAME,NAME] [--scratch DIR] [--json]\n' +
      '       npm run bench -- sync [--tickets 5000] [--many 50000] [--json]\n' +
      '       npm run bench -- webhooks [--tickets 2000] [--changes 100]',
  );
  process.exit(2);
}
await run(args);

async function runIngest(args: string[]): Promise<void> {
  const options = {
    json: { type: 'boolean', default: false },
    tickets: { type: 'string', default: '5000' },
  } as const;
  const { values } = parseArgs({ args, options });
  const result = await benchIngest(Number(values.tickets));
  if (values.json) console.log(JSON.stringify(result));
  else printIngest(result);
}

async function runPage(args: string[]): Promise<void> {
  const options = {
    json: { type: 'boolean', default: false },
    tickets: { type: 'string', default: '100000' },
    'data-dir': { type: 'string' },
  } as const;
  const { values } = parseArgs({ args, options });
  const result = await benchPage(Number(values.tickets), values['data-dir'] ?? null);
  if (values.json) console.log(JSON.stringify(result));
  else printPage(result);
}

async function runSync(args: string[]): Promise<void> {
  const options = {
    json: { type: 'boolean', default: false },
    tickets: { type: 'string', default: '5000' },
    many: { type: 'string', default: '50000' },
  } as const;
  const { values } = parseArgs({ args, options });
  const results = await benchSync(Number(values.tickets), Number(values.many));
  if (values.json) console.log(JSON.stringify(results));
  else printSync(results);
}

/** Always as JSON: three figures need no table. */
async function runWebhooks(args: string[]): Promise<void> {
  const options = {
    json: { type: 'boolean', default: true },
    tickets: { type: 'string', default: '2000' },
    changes: { type: 'string', default: '100' },
  } as const;
  const { values } = parseArgs({ args, options });
  console.log(JSON.stringify(await benchWebhooks(Number(values.tickets), Number(values.changes)), null, 2));
}
