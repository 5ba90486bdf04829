import { parseArgs } from 'node:util';
import { evaluateRetrieval, printRetrieval } from './retrieval.ts';

/** `npm run eval -- NAME --data DIR [--json]`: measures quality on data that the project does not carry. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});

const evaluations = { retrieval: { evaluate: evaluateRetrieval, print: printRetrieval } };

const name = positionals[0] as keyof typeof evaluations;
const chosen = evaluations[name];
if (!chosen) {
  console.error(`Usage: npm run eval -- ${Object.keys(evaluations).join('|')} --data DIR [--json]`);
  process.exit(2);
}
const folder = values.data ?? `${process.env.CASEBOOK_TEST_DATA ?? '../shared/data'}/apache-jira`;
const result = await chosen.evaluate(folder);
if (values.json) console.log(JSON.stringify(result));
else chosen.print(result);
