import { z } from 'zod';

/**
 * Atlassian Document Format as it is stored: the tree is kept as it came, unknown nodes, marks and attributes
 * included, because it is the truth and every view is made from it.
 * Source: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
export interface DocumentNode {
  type: string;
  text?: string | undefined;
  content?: DocumentNode[] | undefined;
  marks?: DocumentMark[] | undefined;
  attrs?: Record<string, unknown> | undefined;
}

export interface DocumentMark {
  type: string;
  attrs?: Record<string, unknown> | undefined;
}

const attributes = z.record(z.string(), z.unknown());
const markSchema: z.ZodType<DocumentMark> = z.looseObject({ type: z.string(), attrs: attributes.optional() });

const nodeSchema: z.ZodType<DocumentNode> = z.lazy(() =>
  z.looseObject({
    type: z.string(),
    text: z.string().optional(),
    content: z.array(nodeSchema).optional(),
    marks: z.array(markSchema).optional(),
    attrs: attributes.optional(),
  }),
);

export const documentSchema = z.looseObject({
  type: z.literal('doc'),
  version: z.number(),
  content: z.array(nodeSchema),
});

export type Document = z.infer<typeof documentSchema>;

/** A document of plain paragraphs, one for each line of `text`. */
export function documentFromText(text: string): Document {
  const content = text.split('\n').map((line) => ({
    type: 'paragraph',
    content: line === '' ? [] : [{ type: 'text', text: line }],
  }));
  return { type: 'doc', version: 1, content };
}
