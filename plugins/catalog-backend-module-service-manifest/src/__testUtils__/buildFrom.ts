import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { BranchAddress } from '@stonegarden/repository-address';
import { hasValidManifest } from '@stonegarden/backstage-plugin-delivery-common';
import { MANIFEST_PATH_ANNOTATION } from '@stonegarden/service-manifest';
import { ParsingThread } from '../parsing/ParsingThread';
import { environmentsOf } from '../sources/FileSelection';
import type { SourceSettings, SourceTree } from '../sources/types';
import { LastGoodEntities } from '../state/LastGoodEntities';
import { ManifestIndex } from '../state/ManifestIndex';

/** The source that {@link buildFrom} and {@link testIndex} are about. */
export const TEST_SOURCE: SourceSettings = {
  id: 'acme',
  folder: 'kubernetes',
  apiGroup: 'platform.stonegarden.dev',
  addresses: BranchAddress.parse(
    'https://git.example.com/acme/platform/tree/main/kubernetes/',
  ),
};

/**
 * Files as a source gives them.
 *
 * @internal
 */
export function treeOf(
  files: Record<string, string>,
  docsFolders: string[] = [],
): SourceTree {
  const environmentFolders = new Map<string, string[]>();
  for (const path of Object.keys(files)) {
    for (const [folder, name] of environmentsOf(path)) {
      const names = environmentFolders.get(folder) ?? [];
      environmentFolders.set(folder, [...new Set([...names, name])].sort());
    }
  }
  return {
    files: Object.entries(files)
      .map(([path, text]) => ({ path, text }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    environmentFolders,
    docsFolders,
    refused: [],
  };
}

/**
 * An index of the test's source, and what it knows from before.
 *
 * @param before - entities that the catalog has
 * @internal
 */
export function testIndex(
  before: Entity[] = [],
  settings: SourceSettings = TEST_SOURCE,
  thread = new ParsingThread(mockServices.logger.mock()),
) {
  const lastGood = new LastGoodEntities({
    catalog: catalogServiceMock({ entities: before }),
    auth: mockServices.auth(),
    address: settings.addresses,
  });
  return new ManifestIndex(settings, { lastGood, thread });
}

/**
 * All that becomes of the files of a repository, given what the catalog knew before.
 *
 * @internal
 */
export async function buildFrom(
  files: Record<string, string>,
  options: {
    before?: Entity[];
    docsFolders?: string[];
    settings?: SourceSettings;
  } = {},
) {
  const index = testIndex(options.before, options.settings);
  await index.replace(treeOf(files, options.docsFolders));
  const built = await index.build();
  const entities = [...built.entities.values()];
  const components = entities.filter(one => one.kind === 'Component');
  return {
    entities,
    components,
    notes: built.notes,
    /** Components by path of their manifest: whether they came from a valid version, and the codes of their problems. */
    summary: Object.fromEntries(
      components.map(entity => [
        entity.metadata.name,
        [
          entity.metadata.annotations?.[MANIFEST_PATH_ANNOTATION],
          entity.metadata.description,
          hasValidManifest(entity) ? 'valid' : 'unread',
          ...codesOf(entity),
        ],
      ]),
    ),
    find: (kind: string, name: string) =>
      entities.find(one => one.kind === kind && one.metadata.name === name),
  };
}

/**
 * Codes of the problems of an entity.
 *
 * @internal
 */
export function codesOf(entity: Entity | undefined): string[] {
  const problems = entity?.spec?.problems;
  return (Array.isArray(problems) ? problems : []).map(problem =>
    typeof problem === 'object' && problem && 'code' in problem
      ? String(problem.code)
      : '',
  );
}
