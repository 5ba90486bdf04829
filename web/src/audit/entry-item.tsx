import { Link } from '@tanstack/react-router';
import type { AuditAnswer } from '../api/client.ts';
import { Moment } from '../time/moment.tsx';
import { exactTime } from '../time/relative.ts';
import { Badge } from '../ui/badge.tsx';
import { type AuditAddress, NAMELESS } from './address.ts';

type Entry = AuditAnswer['records'][number];

/** Something that somebody did or tried to do; who and what lead to the other entries of theirs. */
export function EntryItem({
  entry: { at, actor, via, address: from, action, subject, detail, status },
  address: { who, what },
}: {
  entry: Entry;
  address: AuditAddress;
}) {
  const name = actor ?? (via === 'none' ? ':none' : ':machine');
  return (
    <li className="grid gap-x-6 gap-y-0.5 border-t border-line py-2.5 text-[0.875rem] sm:grid-cols-[9.5rem_minmax(0,13rem)_minmax(0,1fr)]">
      <p className="text-[0.8125rem] text-muted max-sm:order-last">
        <Moment at={at} />
        <span className="max-sm:ml-2 sm:block">{exactTime(at)}</span>
      </p>
      <div className="min-w-0">
        <p className="break-all">
          <Link
            to="/audit"
            search={{ who: name, what }}
            className="font-medium hover:text-accent hover:underline"
          >
            {actor ?? NAMELESS[via === 'none' ? ':none' : ':machine']}
          </Link>
        </p>
        <p className="text-[0.8125rem] break-all text-muted">
          {[via === 'key' && 'by an API key', from].filter(Boolean).join(', ')}
        </p>
      </div>
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <Link
            to="/audit"
            search={{ who, what: action }}
            className="font-mono text-[0.8125rem] text-accent hover:underline"
          >
            {action}
          </Link>
          {subject !== null && <span className="min-w-0 break-all">{subject}</span>}
          <Outcome status={status} />
        </p>
        {detail !== null && <p className="text-[0.8125rem] break-words text-muted">{detail}</p>}
      </div>
    </li>
  );
}

/** What went well needs no word. */
function Outcome({ status }: Pick<Entry, 'status'>) {
  if (status === null) return <Badge>not ended</Badge>;
  if (status < 400) return null;
  return <Badge tone="danger">{status < 500 ? `refused (${status})` : `failed (${status})`}</Badge>;
}
