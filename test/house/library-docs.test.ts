import { Application } from 'typedoc';
import { expect, test } from 'vitest';

test('every call and type of the library is documented, and its links lead somewhere (npm run docs:api)', async () => {
  const typedoc = await Application.bootstrapWithPlugins({ logLevel: 'None' });
  const project = await typedoc.convert();
  expect(project).toBeDefined();
  typedoc.validate(project as NonNullable<typeof project>);
  expect([typedoc.logger.errorCount, typedoc.logger.warningCount]).toEqual([0, 0]);
  const names = project?.children?.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['createCasebook', 'Casebook', 'CasebookError', 'SearchAnswer']),
  );
  // Not only the name of what it is made from.
  const found = project?.getChildByName('SearchAnswer.hits');
  expect(found).toBeDefined();
}, 60_000);
