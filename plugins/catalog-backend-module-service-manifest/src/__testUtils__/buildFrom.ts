import type { Entity } from '@backstage/catalog-model';
import { buildEntities } from '../entities/buildEntities';
import { interpretFiles } from '../interpretFiles';
import { RepositoryAddress } from '../RepositoryAddress';
import { selectServices } from '../selectServices';

/** Address that {@link buildFrom} reads from. */
export const TEST_ADDRESS = RepositoryAddress.parse(
  'https://git.example.com/acme/platform/tree/main/',
  'kubernetes',
);

/**
 * All that becomes of the files of a repository, given what the catalog knew before.
 *
 * @internal
 */
export function buildFrom(
  files: Record<string, string>,
  known: Map<string, Entity> = new Map(),
) {
  const content = interpretFiles(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    { folder: 'kubernetes', apiGroup: 'platform.stonegarden.dev' },
  );
  const { services, unplaced } = selectServices(content, known);
  const built = buildEntities({ ...content, services }, TEST_ADDRESS);
  return {
    ...built,
    unplaced,
    find: (kind: string, name: string) =>
      built.entities.find(
        one => one.kind === kind && one.metadata.name === name,
      ),
  };
}
