import { type Command, Option } from 'commander';
import { searchAnswer, statusAnswer, type Wire } from '../api/index.ts';
import { STATUS_CATEGORIES } from '../domain/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Connection } from './connection.ts';
import type { Host } from './host.ts';
import { repeated, wholeNumber } from './option-values.ts';
import { paint, print, printJson, say } from './output.ts';

interface SearchOptions extends CommonOptions {
  readonly project?: readonly string[];
  readonly type?: readonly string[];
  readonly status?: readonly string[];
  readonly mode: string;
  readonly limit: string;
}

export function searchCommand(host: Host): Command {
  return newCommand(
    'search',
    'Find tickets by words and meaning.',
    'search "database bottlenecks" --project CORE --limit 5',
  )
    .argument('<query...>', 'what to look for; a ticket key finds that ticket first')
    .option('--project <key>', 'only this project; may be repeated', repeated())
    .option('--type <name>', 'only this type; may be repeated', repeated())
    .option(
      '--status <category>',
      'only new, indeterminate or done; may be repeated',
      repeated(STATUS_CATEGORIES),
    )
    .addOption(
      new Option('--mode <mode>', 'by words alone (lexical), by meaning alone (semantic), or by both')
        .choices(searchAnswer.shape.mode.options)
        .default('hybrid'),
    )
    .option('--limit <number>', 'at most this many tickets', wholeNumber(1, 100), '10')
    .action((words: string[], options: SearchOptions) =>
      withConnection(host, options, async (api) => {
        const query = new URLSearchParams({ q: words.join(' '), mode: options.mode, limit: options.limit });
        for (const name of ['project', 'type', 'status'] as const)
          for (const value of options[name] ?? []) query.append(name, value);
        const found = searchAnswer.parse(await api.get(`/api/search?${query}`));
        if (options.json) printJson(found);
        else printHits(found.hits);
        if (found.wordsAlone) say(WORDS_ALONE[found.wordsAlone]);
        if (found.hits.length === 0) say(await emptiness(api));
      }),
    );
}

const WORDS_ALONE = {
  embedder: 'Searched by words alone: a new index is being made for this embedder.',
  language: 'Searched by words alone: the embedder does not know the language of this query.',
} as const;

/** Nothing fits, or there is nothing: these want different things of the reader. */
async function emptiness(api: Connection): Promise<string> {
  const { indexing } = statusAnswer.parse(await api.get('/api/status'));
  return indexing.live > 0
    ? 'Nothing found.'
    : 'There are no tickets here yet: run `casebook sync`, or try `casebook demo`.';
}

function printHits(hits: Wire<typeof searchAnswer>['hits']): void {
  for (const { key, summary, status, why, passage, url } of hits) {
    const reason = why.key
      ? 'named by its key'
      : [
          `words ${why.lexical.toFixed(2)}`,
          `meaning ${why.semantic.toFixed(2)}`,
          why.words.length > 0 ? why.words.slice(0, 8).join(', ') : 'no word in common',
        ].join(' · ');
    print(paint('cyan', key), '  ', paint('bold', summary), '  ', paint('dim', `[${status.name}]`));
    print(`    ${passage.text.replaceAll(/\s+/g, ' ').slice(0, 160)}`);
    print(paint('dim', `    ${reason}${url ? ` · ${url}` : ''}`));
  }
}
