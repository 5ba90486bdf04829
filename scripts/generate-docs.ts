import { figurePages } from './figures/pages.ts';
import { referenceDocs } from './reference/index.ts';
import { writePages } from './reference/write.ts';

writePages({ ...(await referenceDocs()), ...figurePages() });
