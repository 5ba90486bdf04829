import type { Command } from 'commander';
import { installationKind } from '../platform/data-folder/index.ts';
import { attempt, type CommonOptions, configFrom, newCommand } from './command.ts';
import type { Host } from './host.ts';
import { wholeNumber } from './option-values.ts';
import { printJson, say } from './output.ts';
import { STOPPED, untilStopped } from './until-stopped.ts';

export function serveCommand(host: Host): Command {
  return newCommand('serve', 'Serve the dashboard and the HTTP API until stopped.', 'serve --port 8080')
    .option('--port <number>', 'the port to listen on (default: 4310)', wholeNumber(0, 65_535))
    .action((options: CommonOptions) =>
      attempt(options, async () => {
        const { config, origins } = configFrom(options);
        const stopped = untilStopped();
        const application = await host.open(
          config,
          installationKind(config.CASEBOOK_DATA_DIR) ?? 'real',
          null,
          origins,
        );
        try {
          const url = await application.listen();
          if (options.json) printJson({ url });
          else {
            say(`Casebook serves on ${url}`);
            say('Ctrl-C stops it.');
          }
          await stopped;
        } finally {
          await application.close();
        }
        say(STOPPED);
      }),
    );
}
