import { parseArgs } from 'node:util';
import { benchIngest, printIngest } from './ingest.ts';

/** `npm run bench -- NAME [--json]`: measures speed on data that the project makes itself. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, tickets: { type: 'string', default: '5000' } },
});

if (positionals[0] !== 'ingest') {
  console.error('Usage: npm run bench -- ingest [--tickets 5000] [--json]');
  process.exit(2);
}
const result = await benchIngest(Number(values.tickets));
if (values.json) console.log(JSON.stringify(result));
else printIngest(result);
