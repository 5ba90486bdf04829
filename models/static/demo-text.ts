import { parseArgs } from 'node:util';
import { type DemoTicket, generateCompany, plainTextOf } from '../../src/demo/index.ts';

/** `node models/static/demo-text.ts --seed N --tickets N`: a demo company's tickets as JSON lines, text for `train.py`. */
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, tickets: { type: 'string', default: '2000' } },
});

const asLine = ({ project, summary, description, comments }: DemoTicket) =>
  JSON.stringify({
    project: project.key,
    summary,
    description: plainTextOf(description),
    comments: comments.map(({ body }) => ({ body: plainTextOf(body) })),
  });

const company = generateCompany({ seed: Number(values.seed), tickets: Number(values.tickets) });
process.stdout.write(`${company.tickets.map(asLine).join('\n')}\n`);
