import { parseArgs } from 'node:util';
import { evaluateRetrieval, printRetrieval } from './retrieval.ts';
import { evaluateSimilar, printSimilar } from './similar.ts';
import { learnSimilar, printLearned } from './similar-learn.ts';

/** `npm run eval -- NAME --data DIR [--json]`: measures quality on data that the project does not carry. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});

const evaluations = {
  retrieval: { folder: 'apache-jira', evaluate: evaluateRetrieval, print: printRetrieval },
  similar: { folder: 'apache-jira', evaluate: evaluateSimilar, print: printSimilar },
  'similar-learn': { folder: 'apache-jira-more', evaluate: learnSimilar, print: printLearned },
};

const chosen = evaluations[positionals[0] as keyof typeof evaluations];
if (!chosen) {
  console.error(`Usage: npm run eval -- ${Object.keys(evaluations).join('|')} --data DIR [--json]`);
  process.exit(2);
}
const data = process.env.CASEBOOK_TEST_DATA ?? '../shared/data';
const result = await chosen.evaluate(values.data ?? `${data}/${chosen.folder}`);
if (values.json) console.log(JSON.stringify(result));
else (chosen.print as (result: unknown) => void)(result);
