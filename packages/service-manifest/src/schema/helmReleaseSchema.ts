import { z } from 'zod';

const VALUES_FILE =
  'write the path of a values file from the folder of this file, such as "values-{environment}.yaml"';

const valuesFile = z
  .string({ error: VALUES_FILE })
  .max(256, { error: VALUES_FILE })
  .regex(/^(?!\/)[A-Za-z0-9._/{}-]+\.ya?ml$/, { error: VALUES_FILE });

const FOLDER = 'write a folder below that of this file, such as "chart"';

const chartFolder = z
  .string({ error: FOLDER })
  .max(256, { error: FOLDER })
  .regex(/^(?!\/)[A-Za-z0-9._/{}-]+$/, { error: FOLDER });

const KEY =
  'write a key of the values with dots, such as "image.tag" or "worker.image.tag"';

const valuesKey = z
  .string({ error: KEY })
  .max(256, { error: KEY })
  .regex(/^[A-Za-z0-9_\\./-]+$/, { error: KEY });

const IMAGE =
  'write each image with the keys of its version, such as {name: ghcr.io/acme/shop, tag: image.tag}';

const REPOSITORY =
  'write the repository of an image without its tag, such as "ghcr.io/acme/shop"';

const image = z
  .object(
    {
      name: z
        .string({ error: REPOSITORY })
        .max(255, { error: REPOSITORY })
        .regex(/^[a-z0-9][a-z0-9._/-]*(?::[0-9]+\/[a-z0-9._/-]+)?$/, {
          error: REPOSITORY,
        })
        .optional(),
      repository: valuesKey.optional(),
      tag: valuesKey.optional(),
      digest: valuesKey.optional(),
      image: valuesKey.optional(),
    },
    { error: IMAGE },
  )
  .refine(({ tag, digest, image: whole }) => tag ?? digest ?? whole, {
    error: IMAGE,
  });

/**
 * The schema of `spec.release.helm`: which values files Helm reads for an environment, and which of their keys are images.
 *
 * @public
 */
export const helmReleaseSchema = z.object({
  chart: chartFolder.optional(),
  valueFiles: z
    .array(valuesFile, { error: VALUES_FILE })
    .min(1, { error: VALUES_FILE })
    .max(20, { error: 'write at most 20 values files' })
    .optional(),
  images: z
    .array(image, { error: IMAGE })
    .max(50, { error: 'write at most 50 images' })
    .optional(),
});
