import { existsSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** A file of those that lie beside the project, and are no part of it; undefined where it is not there. */
export function besideTheProject(name: string): string | undefined {
  const file = resolvePackagePath(
    '@stonegarden/test-utils',
    '../../../shared/reference',
    name,
  );
  return existsSync(file) ? file : undefined;
}
