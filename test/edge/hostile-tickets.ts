import { issue } from '../support/issue.ts';

/** Sets what nothing else sets, if it ever runs. */
const HARM = 'window.harmed=1';

/** Texts that run, load or restyle something where they are taken for anything but text. */
export const payloads = (decoy: string): string[] => [
  `<script>${HARM}</script>`,
  `"><img src=x onerror=${HARM}>`,
  `'><svg onload=${HARM}>`,
  `</title></textarea></style></script><script>${HARM}</script>`,
  `javascript:${HARM}//`,
  ` java\tscript:${HARM}//`,
  `data:text/html,<script>${HARM}</script>`,
  `<iframe srcdoc="<script>parent.${HARM}</script>"></iframe>`,
  `<a href="javascript:${HARM}" onmouseover=${HARM} autofocus onfocus=${HARM} tabindex=1>x</a>`,
  `<details open ontoggle=${HARM}>`,
  `red;background:url(${decoy}/css)`,
  `}*{background:url(${decoy}/css)}`,
  `<style>@import '${decoy}/css'</style><link rel=stylesheet href=${decoy}/css>`,
  `<base href=${decoy}/><meta http-equiv=refresh content="0;url=${decoy}/refresh">`,
  `{{constructor.constructor('${HARM}')()}}\${${HARM}}`,
  `${decoy}/text`,
];

const MARKS =
  'link code em strong strike underline subsup textColor backgroundColor border annotation alignment indentation fontSize breakout fragment dataConsumer confluenceInlineComment html';
const BLOCKS =
  'paragraph heading blockquote bulletList orderedList listItem codeBlock panel table tableRow tableHeader tableCell expand nestedExpand mediaSingle mediaGroup layoutSection layoutColumn decisionList decisionItem taskList taskItem blockTaskItem caption bodiedExtension multiBodiedExtension extensionFrame bodiedSyncBlock script style svg iframe object form template';
const LEAVES =
  'media mediaInline inlineCard blockCard embedCard emoji mention date status extension inlineExtension placeholder rule hardBreak syncBlock image embed link base meta input';
const ATTRIBUTES =
  'href url src srcdoc title text alt id localId color panelColor panelIcon panelIconText panelType language shortName timestamp style level order colspan rowspan colwidth background width height layout html onload onerror data datasource parameters extensionKey extensionType state userType accessLevel type collection target rel class dangerouslySetInnerHTML ref key children';

/** A document of every kind of node and mark that Jira's editor knows, and some that HTML knows, all with these attributes. */
function documentOf(texts: readonly string[], attribute: string) {
  const attrs = Object.fromEntries(ATTRIBUTES.split(' ').map((name) => [name, attribute]));
  const marked = texts.map((text) => ({ type: 'text', text }));
  const marks = MARKS.split(' ').map((type) => ({
    type: 'text',
    text: `${type} ${attribute}`,
    marks: [{ type, attrs }],
  }));
  const leaves = LEAVES.split(' ').map((type) => ({ type, attrs, text: attribute }));
  const inline = { type: 'paragraph', attrs, content: [...marked, ...marks, ...leaves] };
  const blocks = BLOCKS.split(' ').map((type) => ({
    type,
    attrs,
    content: [{ type: 'paragraph', content: [{ type: 'text', text: `${type} ${attribute}` }] }],
  }));
  return { type: 'doc', version: 1, content: [inline, ...blocks, ...leaves] };
}

/**
 * Issues as a hostile reporter, or a hostile Jira, gives them: each field carries all payloads, each attribute of a text
 * one of them, and each address leads to the decoy.
 */
export function hostileIssues(decoy: string): object[] {
  const texts = payloads(decoy);
  const all = texts.join(' ');
  const person = {
    self: `${decoy}/user`,
    accountId: all.slice(0, 100),
    displayName: all,
    emailAddress: all,
    avatarUrls: { '48x48': `${decoy}/avatar.png` },
  };
  const named = {
    self: `${decoy}/named`,
    id: '1',
    name: all,
    description: all,
    iconUrl: `${decoy}/icon.svg`,
  };
  const at = '2026-01-02T09:00:00.000+0000';
  return texts.map((text, place) => {
    const body = documentOf(texts, text);
    const comment = (id: number) => ({
      self: `${decoy}/comment`,
      id: `${place}${id}`,
      author: person,
      updateAuthor: person,
      body,
      renderedBody: all,
      created: at,
      updated: at,
      visibility: { type: 'group', value: all, identifier: all },
    });
    const link = { id: all, self: `${decoy}/link`, type: { ...named, inward: all, outward: all } };
    const linked = { id: '9', key: text, self: `${decoy}/linked`, fields: { summary: all, status: named } };
    return issue(
      place + 1,
      {
        summary: all,
        project: { ...named, key: 'PAY', avatarUrls: person.avatarUrls },
        issuetype: named,
        status: { ...named, statusCategory: { key: 'new', name: all, colorName: text } },
        priority: named,
        resolution: named,
        description: body,
        environment: body,
        labels: texts,
        components: [named],
        fixVersions: [named],
        versions: [named],
        reporter: person,
        creator: person,
        assignee: person,
        parent: linked,
        subtasks: [linked],
        security: undefined,
        issuelinks: [
          { ...link, inwardIssue: linked },
          { ...link, outwardIssue: { ...linked, key: 'PAY-1' } },
        ],
        attachment: [text, 'text/plain'].map((mimeType, index) => ({
          self: `${decoy}/attachment`,
          id: String(index + 1),
          filename: text,
          author: person,
          created: at,
          size: 1,
          mimeType,
          content: `${decoy}/content`,
          thumbnail: `${decoy}/thumbnail`,
        })),
        comment: { comments: [comment(1), comment(2)], total: 2, self: `${decoy}/comments` },
        worklog: { worklogs: [{ ...comment(3), comment: body, timeSpent: all }], total: 1 },
        votes: { self: `${decoy}/votes`, votes: 1 },
        customfield_10001: all,
        customfield_10002: { value: all, url: `${decoy}/custom` },
      },
      {
        self: `${decoy}/issue`,
        names: { customfield_10001: all },
        renderedFields: { description: all },
        changelog: {
          histories: [
            {
              id: '1',
              author: person,
              created: at,
              items: [{ field: all, fieldId: text, fromString: all, toString: all }],
            },
          ],
          total: 1,
        },
      },
    );
  });
}

/** Records that the gate refuses, each for another reason, with payloads where the reason quotes them. */
export function refusedIssues(decoy: string): object[] {
  return payloads(decoy).map((text, place) => ({
    ...issue(500 + place, {
      summary: null,
      [text]: text,
      status: { name: text, statusCategory: { key: text } },
    }),
    ...(place % 2 === 0 && { key: text }),
  }));
}
