import { Link } from '@tanstack/react-router';
import type { TicketAnswer } from '../api/client.ts';

/** Tickets that this one is linked with, by how: "duplicates PAY-7, PAY-9". */
export function LinkedTickets({ links }: { links: TicketAnswer['links'] }) {
  if (links.length === 0) return null;
  return (
    <section aria-labelledby="links-title">
      <h2 id="links-title" className="mb-2 text-xs font-semibold text-muted">
        Linked tickets
      </h2>
      <dl className="space-y-1">
        {[...Map.groupBy(links, ({ relation }) => relation)].map(([relation, group]) => (
          <div key={relation} className="flex flex-wrap gap-x-2">
            <dt>{relation}</dt>
            {group.map(({ key }) => (
              <dd key={key}>
                <Link
                  to="/tickets/$key"
                  params={{ key }}
                  state={(previous) => previous}
                  className="font-mono text-[0.875rem] text-accent underline underline-offset-2"
                >
                  {key}
                </Link>
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  );
}
