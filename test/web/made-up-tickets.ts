import {
  type Comment,
  type Document,
  type DocumentNode,
  NO_DETAILS,
  type Person,
  type Ticket,
  type Visibility,
} from '../../src/domain/index.ts';

/** Tickets for the dashboard's tests: one that uses all that Jira's editor offers, one that means harm. */

const DAY = 86_400_000;
const NOW = Date.now();
const ada: Person = { accountId: 'a', displayName: 'Ada Osei' };
const lin: Person = { accountId: 'l', displayName: 'Lin Zhou' };

export const text = (words: string, ...marks: NonNullable<DocumentNode['marks']>): DocumentNode => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 && { marks }),
});
export const node = (type: string, content: DocumentNode[] = [], attrs: DocumentNode['attrs'] = {}) => ({
  type,
  attrs,
  content,
});
export const paragraph = (...content: DocumentNode[]) => node('paragraph', content);
export const doc = (...content: DocumentNode[]): Document => ({ type: 'doc', version: 1, content });

export function ticket(change: Partial<Ticket> & { key: string; summary: string }): Ticket {
  const project = change.key.split('-')[0]!;
  return {
    id: change.key,
    project: { key: project, name: project === 'PAY' ? 'Payments' : 'Core Platform' },
    type: 'Bug',
    status: { name: 'In Review', category: 'indeterminate' },
    priority: 'High',
    resolution: null,
    description: null,
    environment: null,
    labels: [],
    components: [],
    reporter: ada,
    assignee: null,
    created: NOW - 30 * DAY,
    updated: NOW - 3 * DAY,
    resolved: null,
    parentKey: null,
    details: NO_DETAILS,
    links: [],
    comments: [],
    ...change,
  };
}

function comment(id: string, author: Person | null, visibility: Visibility, body: Document): Comment {
  return { id, author, created: NOW - 20 * DAY, updated: NOW - 20 * DAY, visibility, body };
}

const cell = (type: string, words: string) => node(type, [paragraph(text(words))]);

export const rich = ticket({
  key: 'PAY-7',
  summary: 'Customers are charged twice when the gateway times out',
  status: { name: 'Resolved', category: 'done' },
  resolution: 'Fixed',
  resolved: NOW - 4 * DAY,
  labels: ['idempotency', 'incident'],
  components: ['payment-api'],
  assignee: lin,
  parentKey: 'PAY-1',
  links: [
    { type: 'Duplicate', relation: 'is duplicated by', key: 'CORE-3' },
    { type: 'Relates', relation: 'relates to', key: 'CORE-9' },
  ],
  environment: doc(paragraph(text('Production, region eu-west, payment-api 7.4.1'))),
  details: {
    ...NO_DETAILS,
    subtasks: [
      { key: 'PAY-8', summary: 'Refund the second bookings', status: { name: 'Done', category: 'done' } },
    ],
    sprints: [{ id: '4', name: 'PAY Sprint 9', state: 'closed', start: null, end: null, goal: '' }],
    fields: [
      {
        id: 'customfield_1',
        name: 'Customer impact',
        type: 'option',
        textual: false,
        text: 'Many merchants',
      },
      {
        id: 'customfield_2',
        name: 'Root cause',
        type: 'string',
        textual: true,
        text: 'The client sends the request again without its idempotency key.\nThe gateway books both.',
      },
    ],
    request: {
      type: 'Report a problem',
      organizations: ['Kiosk & Co'],
      participants: [ada],
      levels: [
        {
          name: 'Time to resolution',
          cycles: [
            {
              start: NOW,
              stop: NOW,
              breached: true,
              paused: false,
              goalMs: 14_400_000,
              elapsedMs: 18_900_000,
            },
          ],
        },
      ],
      satisfaction: { rating: 4, comment: 'Quick' },
    },
    attachments: [
      {
        ...{ id: '1', filename: 'gateway.log', mimeType: 'text/plain', size: 15_982, author: ada },
        ...{ created: NOW - 20 * DAY, text: 'level=warn msg="504 from acquirer"', omitted: null },
      },
      {
        ...{ id: '2', filename: 'session.har', mimeType: 'application/json', size: 9_400_000, author: null },
        ...{ created: NOW - 19 * DAY, text: null, omitted: 'too-large' },
      },
    ],
    worklogs: [
      {
        ...{ id: '1', author: lin, started: NOW - 18 * DAY, seconds: 11_700 },
        visibility: { kind: 'role', id: '10002', name: 'Administrators' },
        comment: doc(paragraph(text('Reproduced it with the recorded traffic.'))),
      },
    ],
    history: [
      {
        ...{ id: '1', author: lin, created: NOW - 17 * DAY },
        items: [
          { field: 'status', from: 'Waiting for review', to: 'Resolved' },
          { field: 'resolution', from: null, to: 'Fixed' },
        ],
      },
    ],
    incomplete: [{ part: 'worklogs', reason: '1 of 2 could not be read: started: missing' }],
  },
  description: doc(
    paragraph(
      text('A retry after a '),
      text('504', { type: 'code' }),
      text(' books the payment '),
      text('a second time', { type: 'strong' }),
      text('. See the '),
      text('runbook', { type: 'link', attrs: { href: 'https://wiki.example/runbook' } }),
      text(', '),
      { type: 'inlineCard', attrs: { url: 'https://jira.example/browse/CORE-9' } },
      text(' and '),
      { type: 'mention', attrs: { id: 'l', text: '@Lin Zhou' } },
      { type: 'emoji', attrs: { shortName: ':fire:', text: '🔥' } },
      text('.'),
    ),
    node('heading', [text('Steps')], { level: 2 }),
    node('orderedList', [
      node('listItem', [paragraph(text('Pay with a card while the gateway is slow.'))]),
      node('listItem', [
        paragraph(text('Wait for the retry.')),
        node('bulletList', [node('listItem', [paragraph(text('It comes after 30 seconds.'))])]),
      ]),
    ]),
    node(
      'codeBlock',
      [text('PaymentGatewayTimeout: no answer from acquirer in 30000 ms\n    at charge (gateway.ts:118)')],
      { language: 'text' },
    ),
    node('panel', [paragraph(text('Do not refund by hand: the job does it.'))], { panelType: 'warning' }),
    node('table', [
      node('tableRow', [cell('tableHeader', 'Acquirer'), cell('tableHeader', 'Double bookings')]),
      node('tableRow', [cell('tableCell', 'Nordbank'), cell('tableCell', '41')]),
    ]),
    node('taskList', [
      node('taskItem', [text('Refund what was booked twice')], { state: 'DONE' }),
      node('taskItem', [text('Tell the merchants')], { state: 'TODO' }),
    ]),
    node('expand', [paragraph(text('Only for those who want to know.'))], { title: 'Timeline' }),
    node('blockquote', [paragraph(text('I was charged 79 euros twice, please help.'))]),
    node('mediaSingle', [{ type: 'media', attrs: { type: 'file', id: '1', alt: 'statement.png' } }]),
    node('somethingNew', [paragraph(text('Words of a node that nobody knows yet.'))]),
    node('rule'),
    paragraph({ type: 'status', attrs: { text: 'ROLLED OUT', color: 'green' } }, text(' on '), {
      type: 'date',
      attrs: { timestamp: '1735689600000' },
    }),
  ),
  comments: [
    comment('1', lin, { kind: 'public' }, doc(paragraph(text('The retry carries no idempotency key.')))),
    comment('2', ada, { kind: 'internal' }, doc(paragraph(text('The merchant threatens to leave.')))),
    comment(
      '3',
      null,
      { kind: 'role', id: '10', name: 'Administrators' },
      doc(paragraph(text('Key rotated.'))),
    ),
  ],
});

const SCRIPT = '<script>window.harmed = true</script><img src=x onerror="window.harmed = true">';
const evilLink = (href: string) => text(`link ${href}`, { type: 'link', attrs: { href } });

/** Tries, in every field, to run a script or to make the browser ask a stranger's server. */
export const malicious = ticket({
  key: 'PAY-666',
  summary: `Refund ${SCRIPT}`,
  type: SCRIPT,
  priority: SCRIPT,
  resolution: SCRIPT,
  labels: [SCRIPT],
  components: [SCRIPT],
  status: { name: SCRIPT, category: 'new' },
  reporter: { accountId: 'x', displayName: SCRIPT },
  parentKey: 'javascript:alert(1)',
  links: [{ type: SCRIPT, relation: SCRIPT, key: '../../evil?x=1' }],
  environment: doc(paragraph(text(SCRIPT))),
  description: doc(
    paragraph(
      text(SCRIPT),
      evilLink('javascript:window.harmed=true'),
      evilLink('java\nscript:window.harmed=true'),
      evilLink(' data:text/html,<script>window.harmed=true</script>'),
      evilLink('vbscript:x'),
      evilLink('https://fine.example/?a="><script>'),
      { type: 'inlineCard', attrs: { url: 'javascript:window.harmed=true' } },
      { type: 'mention', attrs: { text: SCRIPT } },
      { type: 'status', attrs: { text: SCRIPT, style: 'background:url(https://stranger.example/s)' } },
    ),
    node('mediaSingle', [
      { type: 'media', attrs: { type: 'external', url: 'https://stranger.example/pixel.png' } },
    ]),
    node('codeBlock', [text(SCRIPT)], { language: SCRIPT }),
    node('extension', [], { text: SCRIPT, html: SCRIPT }),
    node('script', [text('window.harmed = true')]),
    node('iframe', [], { src: 'https://stranger.example/frame', title: 'A frame' }),
    node('table', [node('tableRow', [node('tableCell', [paragraph(text('wide'))], { colspan: 1e9 })])]),
    nested(2_000),
  ),
  comments: [
    comment('x"><script>', ada, { kind: 'group', id: '1', name: SCRIPT }, doc(paragraph(text(SCRIPT)))),
  ],
});

function nested(levels: number): DocumentNode {
  let inner: DocumentNode = paragraph(text('the innermost words'));
  for (let level = 0; level < levels; level += 1) inner = node('blockquote', [inner]);
  return inner;
}
