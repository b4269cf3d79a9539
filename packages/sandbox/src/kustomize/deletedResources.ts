import { z } from 'zod';
import { readYaml } from './readYaml';

/** What names a resource in a patch. */
interface Named {
  kind: string;
  name: string;
}

const patches = z
  .array(
    z.looseObject({
      patch: z.string().optional(),
      path: z.string().optional(),
      target: z
        .looseObject({
          kind: z.string().optional(),
          name: z.string().optional(),
        })
        .optional(),
    }),
  )
  .catch([]);
const deletion = z.looseObject({
  $patch: z.literal('delete'),
  kind: z.string().optional(),
  metadata: z.looseObject({ name: z.string().optional() }).optional(),
});

/**
 * The resources that patches of a kustomization take away, with `$patch: delete`.
 *
 * @param field - `patches` as it is written
 * @param read - the text of a file beside the kustomization
 * @internal
 */
export function deletedResources(
  field: unknown,
  read: (path: string) => string | undefined,
): Named[] {
  return patches.parse(field ?? []).flatMap(({ patch, path, target }) => {
    const text = patch ?? (path ? read(path) : undefined) ?? '';
    if (!text.includes('$patch')) {
      return [];
    }
    return readYaml(text, path ?? 'a patch').flatMap(document => {
      const { data } = deletion.safeParse(document);
      const kind = target?.kind ?? data?.kind;
      const name = target?.name ?? data?.metadata?.name;
      return data && kind && name ? [{ kind, name }] : [];
    });
  });
}
