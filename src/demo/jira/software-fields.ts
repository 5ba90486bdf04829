import { documentOf } from '../text/markup.ts';
import { custom, type IssueField } from './field.ts';
import { jiraTime } from './json.ts';

const boards = 'com.pyxis.greenhopper.jira';
const types = 'com.atlassian.jira.plugin.system.customfieldtypes';

const impactIds: Readonly<Record<string, string>> = {
  None: '10200',
  'Some merchants': '10201',
  'Many merchants': '10202',
  'All merchants': '10203',
};

/** Fields on the issues of software projects: of the boards, and those that the company added. */
export const softwareFields: Readonly<Record<string, IssueField>> = {
  customfield_10020: custom(
    'Sprint',
    { type: 'array', items: 'json' },
    'gh-sprint',
    10_020,
    ({ sprints }) =>
      sprints.length === 0
        ? null
        : sprints.map(({ start, end, ...sprint }) => ({
            ...sprint,
            goal: '',
            startDate: new Date(start).toISOString(),
            endDate: new Date(end).toISOString(),
            ...(sprint.state === 'closed' ? { completeDate: new Date(end).toISOString() } : {}),
          })),
    boards,
  ),
  customfield_10019: custom('Rank', { type: 'any' }, 'gh-lexo-rank', 10_019, ({ id }) => `0|i${id}:`, boards),
  customfield_10041: custom(
    'Customer impact',
    { type: 'option' },
    'select',
    10_041,
    ({ own: { impact } }, { base }) =>
      impact === null
        ? null
        : {
            self: `${base}/rest/api/3/customFieldOption/${impactIds[impact]}`,
            value: impact,
            id: impactIds[impact],
          },
    types,
  ),
  customfield_10042: custom(
    'Root cause',
    { type: 'string' },
    'textarea',
    10_042,
    ({ own }) => documentOf(own.rootCause),
    types,
  ),
  customfield_10043: custom(
    'First seen',
    { type: 'datetime' },
    'datetime',
    10_043,
    ({ own, created }) => (own.impact === null ? null : jiraTime(created)),
    types,
  ),
};
