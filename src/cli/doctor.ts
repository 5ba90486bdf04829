import type { Command } from 'commander';
import { doctorAnswer } from '../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { EXIT, paint, print, printJson } from './output.ts';

export function doctorCommand(host: Host): Command {
  return newCommand(
    'doctor',
    'Say what is not as it should be, what that does, and what to do. Exits with 1 where anything is.',
    'doctor',
  ).action((options: CommonOptions) =>
    withConnection(host, options, async (api) => {
      const { healthy, sections } = doctorAnswer.parse(await api.get('/api/doctor'));
      if (!healthy) process.exitCode = EXIT.failed;
      if (options.json) return printJson({ healthy, sections });
      for (const { name, summary, findings, notes } of sections) {
        print(paint('bold', name), '  ', findings.length === 0 ? paint('green', 'well') : '', `  ${summary}`);
        for (const { what, why, hides, advice } of findings) {
          print(`  ${paint('yellow', what)}: ${why}`);
          if (hides) print(`    hides ${hides} from all but operators`);
          print(`    ${advice}`);
        }
        for (const note of notes) print(`  ${note}`);
      }
    }),
  );
}
