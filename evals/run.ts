import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { evaluateAdapting, printAdapting } from './adapt.ts';
import { evaluateClinc, printClinc } from './clinc150.ts';
import { type Evaluation, type EvaluationOptions, miniLmFor, printEvaluation } from './evaluate.ts';
import { evaluateAbstracts, evaluateRetrieval, printRetrieval } from './retrieval.ts';
import { evaluateSimilar, printSimilar } from './similar.ts';
import { learnSimilar, printLearned } from './similar-learn.ts';
import { learnFrom, writeWeights } from './weights.ts';

/**
 * `npm run eval -- NAME [--data DIR] [--json] [--peers no] [--without minilm]`: measures quality on data that the project
 * does not carry. `npm run eval -- weights [--data DIR] [--write] [--without minilm]` learns how signals are weighed.
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

const evaluations = {
  retrieval: evaluation('apache-jira', evaluateRetrieval, printRetrieval),
  similar: evaluation('apache-jira', evaluateSimilar, printSimilar),
  'similar-learn': evaluation('apache-jira-more', learnSimilar, printLearned),
  cacm: evaluation('retrieval/cacm', evaluateAbstracts, (result) => printEvaluation(result as Evaluation)),
  clinc150: evaluation('intents/CLINC150', evaluateClinc, printClinc),
  adapt: evaluation('apache-jira', evaluateAdapting, printAdapting),
  weights: evaluation('apache-jira-more', weigh, (learned) => console.log(JSON.stringify(learned, null, 2))),
};

const chosen = evaluations[positionals[0] as keyof typeof evaluations];
if (!chosen) {
  const names = Object.keys(evaluations).join('|');
  console.error(
    `Usage: npm run eval -- ${names} [--data DIR] [--json] [--peers no] [--without minilm] [--runtime DIR] [--write]`,
  );
  process.exit(2);
}
await chosen();

/** One evaluation with the folder, below that of all test data, which it reads unless `--data` names another. */
function evaluation<Result>(
  home: string,
  evaluate: (folder: string, options: EvaluationOptions) => Promise<Result>,
  print: (result: Result) => void,
): () => Promise<void> {
  return async () => {
    const models = process.env.CASEBOOK_MODELS_DIR ?? '../shared/models';
    const folder = values.data ?? join(process.env.CASEBOOK_TEST_DATA ?? '../shared/data', home);
    const result = await evaluate(folder, {
      peers: values.peers !== 'no',
      miniLm: values.without.includes('minilm') ? null : { models, runtime: values.runtime },
    });
    if (values.json) console.log(JSON.stringify(result));
    else print(result);
  };
}

async function weigh(folder: string, { miniLm }: EvaluationOptions) {
  const learned = await learnFrom(folder, await miniLmFor(miniLm));
  if (values.write) writeWeights(learned.weights);
  return learned;
}
