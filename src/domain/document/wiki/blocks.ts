import type { DocumentNode } from '../schema.ts';
import { inlineNodes, type TextRun } from './inline.ts';
import { isBlank, type Line, textAtStart, withoutStart } from './line.ts';
import { LIST_ITEM, openList } from './list.ts';
import { beginsRow, cellsOf, endsRow } from './table.ts';

const HEADING = /^[ \t]*h([1-6])\.[ \t]+/;
const QUOTED_LINE = /^[ \t]*bq\.[ \t]+/;
const RULE = /^[ \t]*-{4,5}[ \t]*$/;

/** Rows make tables in text; within a cell they are its text, so that tables never nest. */
type Place = 'text' | 'cell';

/** The blocks that lines of wiki text make. */
export function blockNodes(lines: readonly Line[], place: Place = 'text'): DocumentNode[] {
  const writer = blockWriter();
  for (let at = 0; at < lines.length; ) at += takeBlock(lines, at, place, writer);
  writer.endList();
  return writer.nodes;
}

/** Reads what begins at line `at`, and says how many lines that were. */
function takeBlock(lines: readonly Line[], at: number, place: Place, writer: BlockWriter): number {
  const line = lines[at] as Line;
  const start = textAtStart(line);
  if (isBlank(line)) {
    writer.endList();
    return 1;
  }
  if (place === 'text' && beginsRow(line)) {
    const rows = takeRows(lines, at);
    writer.block({ type: 'table', content: rows.map(rowNode) });
    return rows.reduce((sum, row) => sum + row.length, 0);
  }
  const heading = HEADING.exec(start);
  if (heading) {
    const rest = withoutStart(line, heading[0].length);
    const blocksFrom = rest.findIndex((piece) => piece.kind === 'block');
    const [text, blocks] = blocksFrom < 0 ? [rest, []] : [rest.slice(0, blocksFrom), rest.slice(blocksFrom)];
    const content = inlineNodes(text.filter((piece) => piece.kind === 'text'));
    writer.block({ type: 'heading', attrs: { level: Number(heading[1]) }, content });
    writer.pieces(blocks);
    writer.endParagraph();
    return 1;
  }
  const quoted = QUOTED_LINE.exec(start);
  if (quoted) {
    writer.block({ type: 'blockquote', content: paragraphs(withoutStart(line, quoted[0].length)) });
    return 1;
  }
  if (line.length === 1 && RULE.test(start)) {
    writer.block({ type: 'rule' });
    return 1;
  }
  const item = LIST_ITEM.exec(start);
  // Several dashes alone are a sign-off more often than a list: only inside a list they go deeper.
  if (item && (writer.inList() || !/^--/.test(item[1] as string))) {
    writer.listItem(item[1] as string);
    writer.pieces(withoutStart(line, item[0].length));
    return 1;
  }
  writer.nextLine();
  writer.pieces(line);
  return 1;
}

/** The rows of a table, each with the lines that it goes on in. */
function takeRows(lines: readonly Line[], from: number): Line[][] {
  const rows: Line[][] = [];
  for (let at = from; beginsRow(lines[at]); ) {
    const row: Line[] = [lines[at++] as Line];
    while (!endsRow(row.at(-1) as Line) && at < lines.length) {
      const next = lines[at] as Line;
      if (isBlank(next) || beginsRow(next)) break;
      row.push(next);
      at += 1;
    }
    rows.push(row);
  }
  return rows;
}

function rowNode(row: readonly Line[]): DocumentNode {
  const cells = cellsOf(row).map(({ type, lines }) => ({ type, content: blockNodes(lines, 'cell') }));
  return { type: 'tableRow', content: cells };
}

function paragraphs(line: Line): DocumentNode[] {
  const writer = blockWriter();
  writer.pieces(line);
  writer.endParagraph();
  return writer.nodes;
}

type BlockWriter = ReturnType<typeof blockWriter>;

/** Puts blocks in their order, and lines into the paragraph or list item that they go on. */
function blockWriter() {
  const nodes: DocumentNode[] = [];
  let list: ((signs: string) => DocumentNode[]) | null = null;
  /** Where paragraphs go: the last list item, or the text itself. */
  let into = nodes;
  let paragraph: TextRun[] = [];

  function endParagraph(): void {
    while (paragraph.at(-1)?.text.trim() === '') paragraph.pop();
    if (paragraph.length > 0) into.push({ type: 'paragraph', content: inlineNodes(paragraph) });
    paragraph = [];
  }
  function endList(): void {
    endParagraph();
    list = null;
    into = nodes;
  }
  return {
    nodes,
    endParagraph,
    endList,
    inList: () => list !== null,
    block(node: DocumentNode) {
      endList();
      nodes.push(node);
    },
    listItem(signs: string) {
      endParagraph();
      list ??= openList(nodes);
      into = list(signs);
    },
    /** Says that what comes stands on a new line, of the same paragraph where one is open. */
    nextLine() {
      const last = paragraph.at(-1);
      if (last) paragraph.push({ text: '\n', color: last.color });
    },
    pieces(line: Line) {
      for (const piece of line) {
        if (piece.kind === 'text') {
          paragraph.push(piece);
        } else {
          endParagraph();
          into.push(piece.node);
        }
      }
    },
  };
}
