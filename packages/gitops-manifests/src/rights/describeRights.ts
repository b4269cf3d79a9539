import { DEFAULT_API_GROUP } from '@stonegarden/service-manifest';
import { isRecord } from '../kustomize/Kustomization';
import { readYaml } from '../yaml/readYaml';
import { manifestRights } from './manifestRights';
import { textOf } from './Right';

/**
 * A file that a change touches.
 *
 * @public
 */
export interface ChangedFile {
  /** From the repository's root. */
  path: string;
  /** Left out for a new file. */
  before?: string;
  /** Left out for a file that is removed. */
  after?: string;
}

/**
 * Every right that a change of manifests gives or takes, in words: who may do what where. It is read from the files as they
 * are before and after, and from nothing else, so that it says what the change does and not what it was meant to do.
 *
 * @param options - `mark`: how a name is written in a sentence, as it is when left out; `apiGroup`: of service manifests, which
 *   give no rights
 * @returns sentences without a full stop, in the order of the files
 * @public
 */
export function describeRights(
  files: ChangedFile[],
  options: { mark?: (text: string) => string; apiGroup?: string } = {},
): string[] {
  const { mark = text => text, apiGroup = DEFAULT_API_GROUP } = options;
  const sentences = (when: 'before' | 'after') =>
    files.flatMap(file =>
      rightsOfFile(file.path, file[when], {
        mark,
        apiGroup,
        namespaces: namespacesOf(file.path, files, when),
      }),
    );
  const before = new Set(sentences('before'));
  const after = new Set(sentences('after'));
  return [
    ...[...after].filter(sentence => !before.has(sentence)),
    ...[...before]
      .filter(sentence => !after.has(sentence))
      .map(sentence => `No longer: ${sentence}`),
  ];
}

function rightsOfFile(
  path: string,
  text: string | undefined,
  context: {
    mark: (text: string) => string;
    apiGroup: string;
    namespaces: string[];
  },
): string[] {
  const yaml = readYaml(text ?? '', 512 * 1024);
  if (!yaml.ok) {
    return [
      `Nobody can tell what ${context.mark(
        path,
      )} allows, because it cannot be read`,
    ];
  }
  return yaml.documents.flatMap(({ value }) =>
    isRecord(value) &&
    !textOf(value.apiVersion ?? '').startsWith(`${context.apiGroup}/`)
      ? manifestRights(value, context)
      : [],
  );
}

/** Where a manifest in the folder of a service's environments is deployed: the base in all of them. */
function namespacesOf(
  path: string,
  files: ChangedFile[],
  when: 'before' | 'after',
): string[] {
  const [, environments, folder] =
    /^(.*(?:^|\/)environments)\/([^/]+)\//.exec(path) ?? [];
  if (environments === undefined) {
    return [];
  }
  return files.flatMap(file => {
    const below = file.path.startsWith(`${environments}/`)
      ? file.path.slice(environments.length + 1)
      : '';
    const [overlay, name] = below.split('/');
    const isWanted =
      name === 'kustomization.yaml' &&
      (folder === 'base' ? overlay !== 'base' : overlay === folder);
    const yaml = isWanted ? readYaml(file[when] ?? '') : undefined;
    const value = yaml?.ok ? yaml.documents[0]?.value : undefined;
    return isRecord(value) && typeof value.namespace === 'string'
      ? [value.namespace]
      : [];
  });
}
