import { existsSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const besideTheProject = resolvePackagePath(
  '@stonegarden/test-utils',
  '../../../shared/reference/github-openapi.json',
);

/** GitHub's own description of the parts of its REST API that are used; undefined where it does not lie beside the project. */
export const githubDescriptionFile = existsSync(besideTheProject)
  ? besideTheProject
  : undefined;
