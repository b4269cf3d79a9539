import fc from 'fast-check';
import type { FakeFile } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { kustomizationPath, SHOP_FOLDER } from '../../__testUtils__/shop';

type Fields = Record<string, unknown>;

/** The files of a service with `staging` and `production` above a base. */
export interface KustomizeTree {
  files: Record<string, string | FakeFile>;
  /** Whether something in it has an effect on images that files cannot tell. */
  isOpaque: boolean;
}

const ENVIRONMENTS = `${SHOP_FOLDER}/environments`;
const NAMES = [
  'ghcr.io/acme/shop',
  'ghcr.io/acme/shop',
  'shop-image',
  'proxy',
  'localhost:5000/job',
  'ghcrXio/acme/shop',
];
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

const image = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.constantFrom(
      '',
      ':0.0.0',
      ':1.0',
      `@${digest('a')}`,
      `:1@${digest('b')}`,
    ),
  )
  .map(parts => parts.join(''));

const containers = fc
  .array(image, { minLength: 1, maxLength: 3 })
  .map(images =>
    images.map((one, index) => ({ name: `c${index}`, image: one })),
  );

/** The pod of a workload: its containers, and perhaps some that come first or an image as a volume. */
const pod = fc.record(
  {
    containers,
    initContainers: containers.map(list =>
      list.map(one => ({ ...one, name: `i${one.name}` })),
    ),
    volumes: image.map(reference => [{ name: 'v', image: { reference } }]),
  },
  { requiredKeys: ['containers'] },
);

const named = (apiVersion: string, kind: string, spec: unknown) => ({
  apiVersion,
  kind,
  metadata: { name: kind.toLowerCase(), labels: { app: 'shop' } },
  spec,
});

const template = pod.map(spec => ({ template: { spec } }));

/** Manifests without images, as people write them. */
const QUIET = `# What the shop is reached by
---
apiVersion: v1
kind: Service
metadata:
  labels:
    name: other   # of the label
  name: quiet # and not of the label
spec:
  selector:
    app: shop
---
kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata:
  name: quiet
---
`;

const settings = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data: { image: 'proxy:7', 'pod.yaml': 'containers: [{image: proxy}]' },
});

/** Manifests of all kinds that name images in their own way, each at most once. */
const manifests = fc
  .record(
    {
      deployment: template.map(spec => named('apps/v1', 'Deployment', spec)),
      statefulSet: template.map(spec => named('apps/v1', 'StatefulSet', spec)),
      rollout: template.map(spec =>
        named('argoproj.io/v1alpha1', 'Rollout', spec),
      ),
      byReference: fc.constant(
        named('argoproj.io/v1alpha1', 'Rollout', {
          workloadRef: { kind: 'Deployment', name: 'deployment' },
        }),
      ),
      cronJob: template.map(spec =>
        named('batch/v1', 'CronJob', { jobTemplate: { spec } }),
      ),
      job: template.map(spec => ({
        ...named('batch/v1', 'Job', spec),
        metadata: {
          name: 'job',
          annotations: { 'config.kubernetes.io/local-config': 'true' },
        },
      })),
      untouched: image.map(one =>
        named('acme.example/v1', 'Database', { image: one }),
      ),
      custom: containers.map(list =>
        named('acme.example/v1', 'Fleet', { groups: [{ containers: list }] }),
      ),
      list: pod.map(spec => ({
        apiVersion: 'v1',
        kind: 'List',
        items: [named('v1', 'Pod', spec)],
      })),
      settings: fc.constant(settings('settings')),
    },
    { requiredKeys: ['deployment'] },
  )
  .map(all => {
    const { rollout, byReference, ...others } = all;
    return Object.values({
      ...others,
      ...(rollout ? { rollout } : { ...(byReference && { byReference }) }),
    }).filter((one): one is NonNullable<typeof one> => one !== undefined);
  });

const version = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('1.0', '1.10', '2.0', 'v3-rc.1'),
  }.arbitrary.map(newTag => ({ newTag })),
  fc.constantFrom('c', 'd').map(letter => ({ digest: digest(letter) })),
  fc
    .tuple(fc.constantFrom('4', '5'), fc.constantFrom('e', 'f'))
    .map(([tag, letter]) => ({ newTag: `${tag}@${digest(letter)}` })),
  fc.constant({ newTag: '6', digest: digest('9') }),
);

const pin = (names: string[]) =>
  fc
    .tuple(
      fc.constantFrom(...names),
      version,
      fc.option(fc.constantFrom('mirror.example/shop', 'ghcr.io/acme/shop'), {
        freq: 5,
        nil: undefined,
      }),
    )
    .map(([name, pinned, newName]) => ({
      name,
      ...(newName && { newName }),
      ...pinned,
    }));

const pins = (names: string[], minLength = 0) =>
  fc.uniqueArray(pin(names), {
    minLength,
    maxLength: 3,
    selector: ({ name }) => name,
  });

/** A patch, as the kustomization has it or in a file of its own. */
interface Patch {
  target?: Fields;
  value: unknown;
  inFile: boolean;
  isOpaque?: boolean;
}

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };
const onContainers = (list: unknown[], kind: Fields = DEPLOYMENT) => ({
  ...kind,
  metadata: { name: String(kind.kind).toLowerCase() },
  spec: { template: { spec: { containers: list } } },
});
const CONTAINERS = '/spec/template/spec/containers';
const toDeployment = { kind: 'Deployment', name: 'deployment' };

const patch: fc.Arbitrary<Patch> = fc
  .tuple(
    fc.boolean(),
    image,
    fc.nat(99_999),
    fc.constantFrom(
      'limits',
      'limitsOfRollout',
      'replicas',
      'image',
      'sidecar',
      'removed',
      'otherImage',
      'another',
      'label',
      'pattern',
      'labelOnImage',
      'quiet',
    ),
  )
  .map(([inFile, one, number, kind]) => {
    const limits = { resources: { limits: { cpu: '1' } } };
    const json = (path: string, value: unknown, op = 'add') => [
      { op, path, value },
    ];
    const patches: Record<string, Omit<Patch, 'inFile'>> = {
      limits: { value: onContainers([{ name: 'c0', ...limits }]) },
      limitsOfRollout: {
        target: { kind: 'Rollout' },
        value: onContainers([{ name: 'c0', ...limits }], {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
        }),
      },
      replicas: {
        target: toDeployment,
        value: json('/spec/replicas', 3),
      },
      image: { value: onContainers([{ name: 'c0', image: one }]) },
      sidecar: { value: onContainers([{ name: 'side', image: one }]) },
      removed: {
        value: onContainers([
          { name: 'extra', image: one },
          { name: 'c0', $patch: 'delete' },
        ]),
      },
      otherImage: {
        target: toDeployment,
        value: json(`${CONTAINERS}/0/image`, one, 'replace'),
      },
      another: {
        target: toDeployment,
        value: json(`${CONTAINERS}/-`, {
          name: `another-${number}`,
          image: one,
        }),
      },
      label: {
        target: { kind: 'Deployment', labelSelector: 'app=shop' },
        value: json('/spec/replicas', 2),
      },
      quiet: {
        value: {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'quiet', annotations: { patched: 'yes' } },
        },
      },
      pattern: {
        target: { kind: 'Deploy.*' },
        value: json(`${CONTAINERS}/0/command`, ['sh']),
      },
      labelOnImage: {
        target: { kind: 'Deployment', labelSelector: 'app=shop' },
        value: json(`${CONTAINERS}/0/image`, 'by-label:1', 'replace'),
      },
    };
    return {
      ...patches[kind],
      inFile,
      ...(kind === 'labelOnImage' && { isOpaque: true }),
    };
  });

const ORIGIN = { kind: 'ConfigMap', name: 'origin', fieldPath: 'data.image' };

/** What else may be in an overlay, each with a file where it needs one. */
const EXTRAS: Record<
  string,
  { fields: Fields; isOpaque?: boolean; files?: Record<string, unknown> }
> = {
  none: { fields: {} },
  names: { fields: { nameSuffix: '-x', commonLabels: { team: 'product' } } },
  replicas: { fields: { replicas: [{ name: 'deployment', count: 2 }] } },
  generator: {
    fields: {
      configMapGenerator: [{ name: 'made', literals: ['image=proxy:1'] }],
      generatorOptions: { disableNameSuffixHash: true },
    },
  },
  replacement: {
    files: { 'origin.yaml': settings('origin') },
    fields: {
      resources: ['origin.yaml'],
      replacements: [
        {
          source: ORIGIN,
          targets: [
            {
              select: { kind: 'Deployment' },
              fieldPaths: ['metadata.annotations.own'],
              options: { create: true },
            },
          ],
        },
      ],
    },
  },
  replacedImage: {
    isOpaque: true,
    files: { 'origin.yaml': settings('origin') },
    fields: {
      resources: ['origin.yaml'],
      replacements: [
        {
          source: ORIGIN,
          targets: [
            {
              select: { kind: 'Deployment' },
              fieldPaths: ['spec.template.spec.containers.[name=c0].image'],
            },
          ],
        },
      ],
    },
  },
  transformer: {
    isOpaque: true,
    fields: { transformers: ['images.yaml'] },
    files: {
      'images.yaml': {
        apiVersion: 'builtin',
        kind: 'ImageTagTransformer',
        metadata: { name: 'images' },
        imageTag: { name: 'proxy', newTag: 'transformed' },
      },
    },
  },
  remote: {
    isOpaque: true,
    fields: { resources: ['https://git.example/acme/base?ref=v1'] },
  },
};

interface Layer {
  manifests: Fields[];
  pins: Fields[];
  patches: Patch[];
}

const layer: fc.Arbitrary<Layer> = fc.record({
  manifests,
  pins: fc.oneof(
    fc.constant<Fields[]>([]),
    pins([...NAMES, 'proxy:1.0', 'ghcr.io/acme/.*']),
  ),
  patches: fc.array(patch, { maxLength: 1 }),
});

/** With names of its own, so that a patch of a layer above cannot be for two manifests. */
function withOtherNames(one: Layer): Layer {
  return JSON.parse(
    JSON.stringify(one).replace(
      /"name":"(?=deployment|statefulset|rollout|cronjob|job")/g,
      '"name":"inner-',
    ),
  );
}

/** Versions of `staging` and `production` in the pins of the same images. */
const overlayPins = fc
  .tuple(
    pins([...NAMES, ...NAMES, 'mirror.example/shop', 'proxy:1.0'], 1),
    fc.array(version, { minLength: 3, maxLength: 3 }),
    fc.option(pins(NAMES), { freq: 4, nil: undefined }),
  )
  .map(([staging, versions, others]) => ({
    staging,
    production:
      others ??
      staging.map(({ name, ...rest }, index) => ({
        name,
        ...('newName' in rest && { newName: rest.newName }),
        ...versions[index],
      })),
  }));

/** Small trees of bases, components and overlays as people write them. */
export const kustomizeTree: fc.Arbitrary<KustomizeTree> = fc
  .record({
    base: layer,
    nested: fc.option(
      fc.oneof(layer, layer.map(withOtherNames), layer.map(withOtherNames)),
      { freq: 3, nil: undefined },
    ),
    component: fc.option(layer, { freq: 3, nil: undefined }),
    sidecar: fc.option(containers, { freq: 3, nil: undefined }),
    pins: overlayPins,
    patches: fc.array(patch, { maxLength: 2 }),
    extra: fc.constantFrom(
      ...['none', 'none', 'none', 'none', 'names', 'replicas', 'generator'],
      ...Object.keys(EXTRAS),
    ),
    link: fc.constantFrom(...Array(9).fill('none'), 'base', 'deployment'),
  })
  .map(
    ({ base, nested, component, sidecar, pins: by, patches, extra, link }) => {
      const files: KustomizeTree['files'] = {};
      const write = (path: string, value: unknown) => {
        files[`${ENVIRONMENTS}/${path}`] = `${JSON.stringify(
          value,
          null,
          2,
        )}\n`;
      };
      const patchesIn = (folder: string, list: Patch[]) =>
        list.map(({ target, value, inFile }, index) => {
          const name = `patch-${index}.yaml`;
          if (inFile) {
            write(`${folder}/${name}`, value);
          }
          return {
            ...(target && { target }),
            ...(inFile ? { path: name } : { patch: JSON.stringify(value) }),
          };
        });
      const writeLayer = (folder: string, one: Layer, more: Fields) => {
        write(`${folder}/all.yaml`, {
          apiVersion: 'v1',
          kind: 'List',
          items: one.manifests,
        });
        write(`${folder}/kustomization.yaml`, {
          images: one.pins,
          patches: patchesIn(folder, one.patches),
          ...more,
        });
      };
      if (nested) {
        writeLayer('components/nested', nested, {
          namePrefix: 'nested-',
          resources: ['all.yaml'],
        });
      }
      if (component) {
        writeLayer('components/debug', component, {
          apiVersion: 'kustomize.config.k8s.io/v1alpha1',
          kind: 'Component',
          resources: [],
        });
        delete files[`${ENVIRONMENTS}/components/debug/all.yaml`];
      }
      writeLayer('base', base, {
        resources: [
          './all.yaml',
          'quiet.yaml',
          ...(nested ? ['../components/nested/'] : []),
        ],
      });
      files[`${ENVIRONMENTS}/base/quiet.yaml`] = QUIET;
      const { fields, files: more = {}, isOpaque = false } = EXTRAS[extra];
      for (const environment of ['staging', 'production'] as const) {
        if (sidecar) {
          write(`${environment}/sidecar.yaml`, {
            ...named('v1', 'Pod', { containers: sidecar }),
            metadata: { name: 'sidecar' },
          });
        }
        for (const [name, content] of Object.entries(more)) {
          write(`${environment}/${name}`, content);
        }
        const { resources = [], ...rest } = fields;
        write(`${environment}/kustomization.yaml`, {
          namespace: 'shop',
          resources: [
            '../base',
            ...(sidecar ? ['sidecar.yaml'] : []),
            ...(resources as string[]),
          ],
          ...(component && { components: ['../components/debug'] }),
          patches: patchesIn(environment, patches),
          ...rest,
          images: by[environment],
        });
      }
      const linked: Record<string, string> = {
        base: `${ENVIRONMENTS}/base`,
        deployment: `${ENVIRONMENTS}/base/all.yaml`,
      };
      if (link in linked) {
        for (const path of Object.keys(files)) {
          if (path === linked[link] || path.startsWith(`${linked[link]}/`)) {
            const elsewhere = path.replace(
              linked[link],
              `${SHOP_FOLDER}/linked`,
            );
            files[elsewhere] = files[path];
            delete files[path];
          }
        }
        files[linked[link]] = { mode: 'symlink', content: '../linked' };
      }
      return {
        files,
        isOpaque:
          isOpaque ||
          link !== 'none' ||
          [base, nested, component]
            .flatMap(one => one?.patches ?? [])
            .concat(patches)
            .some(one => one.isOpaque),
      };
    },
  );

/** The kustomizations of the two environments. */
export const OVERLAYS = {
  staging: kustomizationPath('staging'),
  production: kustomizationPath('production'),
};
