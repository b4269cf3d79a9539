import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { ImageOverride } from './overrideImage';

const text = z.string();
const fileRef = z.looseObject({ path: text.optional() });
const generator = z.looseObject({
  name: text.optional(),
  files: z.array(text).nullish(),
  envs: z.array(text).nullish(),
  env: text.optional(),
});

const schema = z.looseObject({
  kind: text.optional(),
  namespace: text.nullish(),
  resources: z.array(text).nullish(),
  bases: z.array(text).nullish(),
  components: z.array(text).nullish(),
  images: z
    .array(
      z.looseObject({
        name: text,
        newName: text.nullish(),
        newTag: text.nullish(),
        digest: text.nullish(),
      }),
    )
    .nullish(),
  patches: z.array(fileRef).nullish(),
  patchesJson6902: z.array(fileRef).nullish(),
  patchesStrategicMerge: z.array(text).nullish(),
  configMapGenerator: z.array(generator).nullish(),
  secretGenerator: z.array(generator).nullish(),
  replacements: z.array(fileRef).nullish(),
  configurations: z.array(text).nullish(),
  crds: z.array(text).nullish(),
  transformers: z.array(text).nullish(),
  generators: z.array(text).nullish(),
});

/**
 * The parts of a `kustomization.yaml` that say which files belong to it.
 *
 * @internal
 */
export interface Kustomization {
  namespace?: string;
  /** Files and folders that are rendered. */
  resources: string[];
  components: string[];
  images: ImageOverride[];
  /** Files that change or make resources: patches, generators' sources, settings of transformers. */
  inputs: string[];
  generated: Array<{ kind: 'ConfigMap' | 'Secret'; name: string }>;
  /** All other fields as they are written; they belong to what is rendered. */
  rest: Record<string, unknown>;
}

/**
 * Reads the content of a kustomization. `InputError` in kustomize's own words where a field has the wrong type.
 *
 * @internal
 */
export function readKustomization(value: unknown): Kustomization {
  const parsed = schema.safeParse(value ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `invalid Kustomization: json: cannot unmarshal into Go struct field Kustomization.${issue.path.join(
        '.',
      )}: ${issue.message}`,
    );
  }
  const { resources, bases, components, images, ...rest } = parsed.data;
  const generators = [
    ...(rest.configMapGenerator ?? []).map(it => ({
      kind: 'ConfigMap' as const,
      it,
    })),
    ...(rest.secretGenerator ?? []).map(it => ({
      kind: 'Secret' as const,
      it,
    })),
  ];
  const named = [
    ...(rest.patches ?? []),
    ...(rest.patchesJson6902 ?? []),
    ...(rest.replacements ?? []),
  ].flatMap(({ path }) => path ?? []);
  const sources = generators.flatMap(({ it }) => [
    ...(it.files ?? []).map(file => file.slice(file.indexOf('=') + 1)),
    ...(it.envs ?? []),
    ...(it.env ? [it.env] : []),
  ]);
  const listed = [
    ...(rest.patchesStrategicMerge ?? []).filter(it => !it.includes('\n')),
    ...(rest.configurations ?? []),
    ...(rest.crds ?? []),
    ...(rest.transformers ?? []),
    ...(rest.generators ?? []),
  ];
  return {
    namespace: rest.namespace ?? undefined,
    resources: [...(resources ?? []), ...(bases ?? [])],
    components: components ?? [],
    images: (images ?? []).map(image => ({
      name: image.name,
      newName: image.newName ?? undefined,
      newTag: image.newTag ?? undefined,
      digest: image.digest ?? undefined,
    })),
    inputs: [...named, ...sources, ...listed],
    generated: generators.map(({ kind, it }) => ({
      kind,
      name: it.name ?? '',
    })),
    rest,
  };
}
