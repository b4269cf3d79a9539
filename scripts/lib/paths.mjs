import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole repository. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** What these commands keep between runs. Ignored by Git, may be deleted at any time. */
export const localFolder = path.join(root, '.stonegarden');
