import type { Command } from 'commander';
import { describeConfig } from '../platform/config/index.ts';
import { attempt, type CommonOptions, configFrom, newCommand } from './command.ts';
import { paint, print, printJson } from './output.ts';

export function configCommand(): Command {
  return newCommand(
    'config',
    'List all settings with their values, where those come from, and what they mean.',
    'config --json',
  ).action((options: CommonOptions) =>
    attempt(options, async () => {
      const settings = describeConfig(configFrom(options));
      if (options.json) return printJson(settings);
      for (const { name, value, origin, description } of settings) {
        const shown =
          value === null
            ? '(not set)'
            : Array.isArray(value)
              ? value.join(',') || '(none)'
              : String(value) || '(empty)';
        print(paint('bold', name), ` = ${shown}  `, paint('dim', `[${origin}]`));
        print(`    ${description}`);
      }
    }),
  );
}
