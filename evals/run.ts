import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Evaluation, printEvaluation } from './evaluate.ts';
import { evaluateAbstracts, evaluateRetrieval, printRetrieval } from './retrieval.ts';
import { learnWeights, writeWeights } from './weights.ts';

/**
 * `npm run eval -- NAME [--data DIR] [--json] [--peers no] [--without minilm]`: measures quality on data that the project
 * does not carry. `npm run eval -- weights [--data DIR] [--write]` learns how signals are weighed.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    peers: { type: 'string', default: 'yes' },
    without: { type: 'string', multiple: true, default: [] },
    runtime: { type: 'string', default: join(import.meta.dirname, '..', 'test', 'minilm') },
  },
});

const data = process.env.CASEBOOK_TEST_DATA ?? '../shared/data';
const evaluations = {
  retrieval: { folder: 'apache-jira', evaluate: evaluateRetrieval, print: printRetrieval },
  cacm: {
    folder: 'retrieval/cacm',
    evaluate: evaluateAbstracts,
    print: (result: unknown) => printEvaluation(result as Evaluation),
  },
};

if (positionals[0] === 'weights') {
  const learned = await learnWeights(values.data ?? join(data, 'apache-jira-more'));
  if (values.write) writeWeights(learned.weights);
  console.log(JSON.stringify(learned, null, values.json ? 0 : 2));
  process.exit(0);
}
const chosen = evaluations[positionals[0] as keyof typeof evaluations];
if (!chosen) {
  console.error(
    `Usage: npm run eval -- ${Object.keys(evaluations).join('|')} [--data DIR] [--json] [--peers no] [--without minilm] [--runtime DIR]\n       npm run eval -- weights [--data DIR] [--json] [--write]`,
  );
  process.exit(2);
}
const models = process.env.CASEBOOK_MODELS_DIR ?? '../shared/models';
const result = await chosen.evaluate(values.data ?? join(data, chosen.folder), {
  peers: values.peers !== 'no',
  miniLm: values.without.includes('minilm') ? null : { models, runtime: values.runtime },
});
if (values.json) console.log(JSON.stringify(result));
else (chosen.print as (result: unknown) => void)(result);
