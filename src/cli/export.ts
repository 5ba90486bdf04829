import { Argument, type Command, Option } from 'commander';
import { filtersAnswer, fineTuningEnd, fineTuningQuery, type Wire } from '../api/index.ts';
import type { Connection } from '../client/index.ts';
import { CasebookError } from '../domain/index.ts';
import { count } from './amounts.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { repeated } from './option-values.ts';
import { print, printJson } from './output.ts';
import { writeWhole } from './output-file.ts';
import { interruption } from './until-stopped.ts';
import { waitingFor } from './waiting.ts';

interface ExportOptions extends CommonOptions {
  readonly format: string;
  readonly project?: readonly string[];
  readonly output: string;
  readonly force?: boolean;
}

type Summary = Wire<typeof fineTuningEnd>['summary'];

export function exportCommand(host: Host): Command {
  return newCommand(
    'export',
    'Write a data set: `fine-tuning` gives the reports of resolved tickets with what resolved them, masked.',
    'export fine-tuning --format llama3 --project PAY',
  )
    .addArgument(new Argument('<what>', 'which data set').choices(['fine-tuning']))
    .addOption(
      new Option('--format <format>', "OpenAI's chat form, or Llama 3's instruction form")
        .choices(fineTuningQuery.shape.format.unwrap().options)
        .default('openai'),
    )
    .option('--project <key>', 'only tickets of this project; may be repeated', repeated())
    .option('--output <file>', 'the file to write', 'fine_tuning_dataset.jsonl')
    .option('--force', 'replace the file where there is one')
    .action((_what: string, options: ExportOptions) =>
      withConnection(host, options, async (api) => {
        await refuseUnknownProjects(api, options.project ?? []);
        const query = new URLSearchParams({ format: options.format });
        for (const project of options.project ?? []) query.append('project', project);
        let written = 0;
        const set = examples(api, `/api/exports/fine-tuning?${query}`, () => (written += 1));
        const whole = writeWhole(options.output, options.force ?? false, set, interruption());
        const summary = await waitingFor(() => `Writing… ${written} examples`, whole);
        if (options.json) printJson({ output: options.output, ...summary });
        else printSummary(options.output, summary);
      }),
    );
}

/** A mistyped key would give a data set of nothing. @throws CasebookError `call-invalid` naming those of no ticket. */
async function refuseUnknownProjects(api: Connection, wanted: readonly string[]): Promise<void> {
  if (wanted.length === 0) return;
  const { projects } = filtersAnswer.parse(await api.get('/api/filters'));
  const unknown = wanted.filter((key) => !projects.some((project) => project.key === key));
  if (unknown.length > 0)
    throw new CasebookError(
      'call-invalid',
      `No ticket here is of project ${unknown.join(', ')}: nothing was written.`,
    );
}

/** The lines of the data set, each with its line feed; then the summary that ends the answer. */
async function* examples(
  api: Connection,
  path: string,
  onExample: () => void,
): AsyncGenerator<string, Summary> {
  let last: string | null = null;
  for await (const line of api.lines(path)) {
    if (last !== null) {
      onExample();
      yield `${last}\n`;
    }
    last = line;
  }
  const end = fineTuningEnd.safeParse(JSON.parse(last ?? 'null'));
  if (!end.success) throw new CasebookError('export-broken', 'Its last line is not the summary.');
  return end.data.summary;
}

function printSummary(output: string, { tickets, examples, leftOut, masked }: Summary): void {
  print(`Wrote ${count(examples, 'example')} of ${count(tickets, 'ticket')} to ${output}.`);
  print(`Left out  ${listed(leftOut)}`);
  print(`Masked    ${listed(masked)}`);
}

function listed(counts: Readonly<Record<string, number>>): string {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return some.map(([name, count]) => `${count} ${name}`).join(', ') || 'nothing';
}
