import { CopyButton } from './copy-button.tsx';

/** A command to run in a terminal. */
export function CommandLine({ command }: { command: string }) {
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
      <code className="min-w-0 rounded-lg border border-line bg-surface px-3 py-1.5 font-mono text-[0.8125rem] break-all select-all">
        {command}
      </code>
      <CopyButton text={command} label={`Copy ${command}`} />
    </div>
  );
}
