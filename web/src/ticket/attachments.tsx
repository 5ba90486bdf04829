import type { TicketAnswer } from '../api/client.ts';
import { ScrollArea } from '../document/scroll-area.tsx';
import { Moment } from '../time/moment.tsx';
import { Section } from './section.tsx';

type File = TicketAnswer['attachments'][number];

const OMISSIONS: Record<NonNullable<File['omitted']>, string> = {
  'too-large': 'too large to be read',
  'ticket-full': 'not read: the ticket’s files are too large together',
  'not-text': 'not text',
  'not-given': 'Jira did not give it',
  unavailable: 'Jira could not give it',
};

/** The files at a ticket, with what is in those that are text. */
export function Attachments({ attachments }: Pick<TicketAnswer, 'attachments'>) {
  if (attachments.length === 0) return null;
  return (
    <Section title="Files">
      <ul className="divide-y divide-line border-y border-line text-[0.875rem]">
        {attachments.map((file) => (
          <li key={file.id} className="py-2">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="min-w-0 break-all">{file.filename}</span>
              <span className="text-xs text-muted">
                {sizeOf(file.size)} · {file.author?.displayName ?? 'Unknown author'} ·{' '}
                <Moment at={file.created} />
                {file.omitted && ` · ${OMISSIONS[file.omitted]}`}
              </span>
            </p>
            {file.text !== null && (
              <details className="mt-1">
                <summary className="w-fit cursor-pointer text-xs text-muted hover:text-ink">
                  Text <span className="sr-only">of {file.filename}</span>
                </summary>
                <div className="mt-2">
                  <ScrollArea name={file.filename}>
                    <pre className="max-h-96 overflow-y-auto p-3 font-mono text-xs leading-relaxed">
                      {file.text}
                    </pre>
                  </ScrollArea>
                </div>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const unit = bytes < 1e6 ? 'kilobyte' : 'megabyte';
  const value = bytes / (bytes < 1e6 ? 1e3 : 1e6);
  return new Intl.NumberFormat('en', {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
