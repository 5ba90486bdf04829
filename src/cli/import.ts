import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Command, Option } from 'commander';
import { importQuery } from '../api/index.ts';
import type { ImportEnd } from '../client/index.ts';
import { CasebookError } from '../domain/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { repeated, takenBy } from './option-values.ts';
import { print, printJson, say } from './output.ts';
import { importAndFollow } from './progress.ts';

interface ImportOptions extends CommonOptions {
  readonly format?: string;
  readonly timeZone?: string;
  readonly dateOrder?: string;
  readonly project?: readonly string[];
}

export function importCommand(host: Host): Command {
  return newCommand(
    'import',
    'Take tickets from a file: JSON of Jira’s REST API, or its CSV export; compressed or not.',
    'import export.csv --time-zone Europe/Berlin',
  )
    .argument('<file>', 'the file; - for standard input')
    .addOption(
      new Option('--format <format>', 'what the file is, where its content does not show it').choices(
        importQuery.shape.format.unwrap().options,
      ),
    )
    .option(
      '--time-zone <zone>',
      'the zone of the dates in a CSV export (default: UTC)',
      takenBy(importQuery.shape.timeZone),
    )
    .addOption(
      new Option('--date-order <order>', 'for dates such as 03/04/2024 in a CSV export').choices(
        importQuery.shape.dateOrder.unwrap().options,
      ),
    )
    .option('--project <key>', 'only tickets of this project; may be repeated', repeated())
    .action((name: string, options: ImportOptions) =>
      withConnection(host, { ...options, makesFolder: true, beginsWork: true }, async (api) => {
        const file = await openFile(name);
        try {
          const path = `/api/import?${queryOf(options)}`;
          const end = await importAndFollow(api, { path, ...file });
          if (options.json) printJson({ ...end.answer, indexing: end.indexing });
          else printEnd(end);
        } finally {
          file.body.destroy();
        }
      }),
    );
}

/** @throws CasebookError `file-unreadable`. */
async function openFile(name: string): Promise<{ body: Readable; sent: () => number | null }> {
  if (name === '-') return { body: process.stdin, sent: () => null };
  try {
    const handle = await open(name);
    const about = await handle.stat();
    if (about.isDirectory()) {
      await handle.close();
      throw new Error(`${name} is a folder, and no file.`);
    }
    const { size } = about;
    // What cannot be read fails with the first byte, before anything was sent.
    await handle.read(Buffer.alloc(1), 0, 1, 0);
    const body = handle.createReadStream({ start: 0, highWaterMark: 256 * 1024 });
    return { body, sent: () => (size > 0 ? body.bytesRead / size : null) };
  } catch (error) {
    throw new CasebookError('file-unreadable', error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

function queryOf({ format, timeZone, dateOrder, project }: ImportOptions): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ format, timeZone, dateOrder }))
    if (value !== undefined) query.set(name, value);
  for (const key of project ?? []) query.append('project', key);
  return query;
}

function printEnd({ answer, indexing }: ImportEnd): void {
  const { received, accepted, duplicate, refused, skipped, refusals } = answer;
  const others = skipped > 0 ? ` ${skipped} of other projects were passed over.` : '';
  print(
    `Received ${received} records: ${accepted} accepted, ${duplicate} already known, ${refused} refused.${others} ` +
      `${indexing.indexed} tickets are searchable.`,
  );
  for (const { place, reason } of refusals)
    say(`  ${place === null || reason.startsWith(place) ? '' : `${place}: `}${reason}`);
  if (refused > refusals.length) say(`  … and ${refused - refusals.length} more.`);
  if (refused > 0) say('They are kept: `casebook dead-letters list` shows them all.');
}
