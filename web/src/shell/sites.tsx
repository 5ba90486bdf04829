import type { Status } from '../api/client.ts';

type Site = Status['sites'][number];

/** The Jira sites beside the first, and how each fares; nothing where there are none, or for who is no operator. */
export function Sites({ status: { siteUrl, jira, sites } }: { status: Status }) {
  if (sites.length === 0) return null;
  const first = siteUrl && [`first (${new URL(siteUrl).host}): ${howConnected(jira)}`];
  const told = [
    ...(first || []),
    ...sites.map((site) => `${site.name} (${new URL(site.url).host}): ${howIs(site)}`),
  ];
  return <p className="break-words">Jira sites {told.join('; ')}</p>;
}

function howIs({ jira, webhooks, access }: Site): string {
  if (!jira) return 'in the settings no longer, its tickets stay';
  const troubles = [
    ...(webhooks?.trouble ? ['what it told of could not be fetched'] : []),
    ...(access.trouble ? ['could not be asked who may see what'] : []),
  ];
  return [howConnected(jira), ...troubles].join(', ');
}

const howConnected = (jira: Site['jira']) =>
  jira === null ? 'not in the settings' : jira.circuit === 'closed' ? 'well' : 'away';
