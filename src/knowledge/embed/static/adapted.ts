import { join } from 'node:path';

const ID = /^(casebook-adapted-\d+)@([0-9a-f]{12})$/;
const FILE = /^(casebook-adapted-\d+)\.([0-9a-f]{12})\.bin$/;

/** The name of a model that an installation made of its own tickets. */
export function adaptedName(dimensions: number): string {
  return `casebook-adapted-${dimensions}`;
}

/** Where a model of that id lies, or would lie; null for an id of any other kind. */
export function adaptedModelFile(folder: string, id: string): string | null {
  const [, name, digest] = ID.exec(id) ?? [];
  return name && digest ? join(folder, `${name}.${digest}.bin`) : null;
}

/** The id of the model in a file of that name; null for any other file. */
export function idOfAdaptedFile(fileName: string): string | null {
  const [, name, digest] = FILE.exec(fileName) ?? [];
  return name && digest ? `${name}@${digest}` : null;
}

export function isAdaptedModelFile(fileName: string): boolean {
  return FILE.test(fileName);
}
