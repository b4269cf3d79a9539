import { posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Snapshot } from '../git/Snapshot';

const filesOf = z
  .looseObject({
    git: z
      .looseObject({
        files: z
          .array(
            z.looseObject({
              path: z.string(),
              exclude: z.boolean().optional(),
            }),
          )
          .nullish(),
      })
      .optional(),
  })
  .transform(({ git }) => git?.files ?? []);

const applicationSet = z.looseObject({
  apiVersion: z.string().startsWith('argoproj.io/'),
  kind: z.literal('ApplicationSet'),
  spec: z.looseObject({
    syncPolicy: z
      .looseObject({ applicationsSync: z.string().optional() })
      .optional(),
    generators: z.array(
      z.looseObject({
        matrix: z.looseObject({ generators: z.array(z.unknown()) }).optional(),
      }),
    ),
  }),
});

/**
 * Whether the ApplicationSet that finds a manifest keeps its Applications when it finds it no longer, as
 * `applicationsSync` of the sets in the repository says. Without a set, or without a policy, it deletes them.
 *
 * @internal
 */
export function keepsApplications(
  snapshot: Snapshot,
): (manifestPath: string) => boolean {
  const sets = [...snapshot.files.keys()]
    .filter(path => /\.ya?ml$/.test(path))
    .flatMap(path => readSets(snapshot.read(path) ?? ''));
  return manifestPath =>
    sets.some(
      ({ keeps, finds }) => keeps && finds(posix.normalize(manifestPath)),
    );
}

function readSets(text: string) {
  if (!text.includes('ApplicationSet')) {
    return [];
  }
  return parseAllDocuments(text).flatMap(document => {
    const parsed = applicationSet.safeParse(
      document.errors.length > 0 ? undefined : document.toJS(),
    );
    if (!parsed.success) {
      return [];
    }
    const { generators, syncPolicy } = parsed.data.spec;
    const files = generators
      .flatMap(each => [each, ...(each.matrix?.generators ?? [])])
      .flatMap(each => filesOf.safeParse(each).data ?? []);
    const matches = (path: string, exclude: boolean) =>
      files.some(
        file =>
          (file.exclude ?? false) === exclude && globOf(file.path).test(path),
      );
    return [
      {
        keeps: ['create-only', 'create-update'].includes(
          syncPolicy?.applicationsSync ?? 'sync',
        ),
        finds: (path: string) => matches(path, false) && !matches(path, true),
      },
    ];
  });
}

/** As in Argo CD, `*` crosses `/`. */
function globOf(pattern: string): RegExp {
  const text = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${text}$`);
}
