import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { DeliveryService } from '@stonegarden/backstage-plugin-delivery-node';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { checkNewService } from '@stonegarden/gitops-manifests';
import type { NewService } from '@stonegarden/gitops-manifests';
import { parse } from 'yaml';
import { proposeDeps } from './__testUtils__/proposeDeps';
import { createOpenPromotionAction } from './actions/createOpenPromotionAction';
import { createOpenRollbackAction } from './actions/createOpenRollbackAction';
import { createProposeServiceAction } from './actions/createProposeServiceAction';

const folder = resolve(__dirname, '../../../templates');
const read = (path: string) => parse(readFileSync(join(folder, path), 'utf8'));

// Records of any object are taken for it, which no interface allows.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
type Field = {
  title?: string;
  pattern?: string;
  default?: unknown;
  items?: { properties?: Record<string, Field> };
  properties?: Record<string, Field>;
};
// Records of any object are taken for it, which no interface allows.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
type Page = {
  title: string;
  required?: string[];
  properties: Record<string, Field>;
};

const delivery: jest.Mocked<DeliveryService> = {
  getService: jest.fn(),
  previewPromotion: jest.fn(),
  openPromotion: jest.fn(),
  previewRollback: jest.fn(),
  openRollback: jest.fn(),
  getPromotion: jest.fn(),
};
const root = 'https://git.example.org/acme/platform/tree/main/kubernetes';
const host = new FakeGitHost({});
const propose = createProposeServiceAction({
  hosts: host.hosts,
  ...proposeDeps(),
  settings: { root, platform: {} },
});
const actions = [
  propose,
  createOpenPromotionAction({ delivery }),
  createOpenRollbackAction({ delivery }),
].map(({ id, schema }) => ({
  id,
  inputs: Object.keys(schema?.input?.properties ?? {}),
  required: schema?.input?.required ?? [],
  outputs: Object.keys(schema?.output?.properties ?? {}),
}));

const templates = read('all.yaml').spec.targets as string[];

it('lists every template there is', () => {
  const found = readdirSync(folder, { withFileTypes: true })
    .filter(
      entry =>
        entry.isDirectory() &&
        existsSync(join(folder, entry.name, 'template.yaml')),
    )
    .map(entry => `./${entry.name}/template.yaml`);
  expect([...templates].sort()).toEqual(found.sort());
});

describe.each(templates)('%s', path => {
  const template: TemplateEntityV1beta3 = read(path);
  const pages = template.spec.parameters as Page[];
  const fields = Object.assign({}, ...pages.map(page => page.properties));

  it('is a template', async () => {
    await expect(templateEntityV1beta3Validator.check(template)).resolves.toBe(
      true,
    );
    expect(`./${template.metadata.name}/template.yaml`).toBe(path);
    expect(template.metadata.description).toMatch(/^.{40,}\.$/);
  });

  it('asks only what it uses, each with a title', () => {
    const text = JSON.stringify(template.spec.steps);
    const used = [...text.matchAll(/parameters\.(\w+)/g)].map(
      match => match[1],
    );
    expect(Object.keys(fields).sort()).toEqual([...new Set(used)].sort());
    for (const field of Object.values<Field>(fields)) {
      expect(field.title).toMatch(/^[A-Z]/);
    }
    for (const page of pages) {
      expect(Object.keys(page.properties)).toEqual(
        expect.arrayContaining(page.required ?? []),
      );
    }
  });

  it('gives its action what it takes and uses what it gives', () => {
    for (const step of template.spec.steps) {
      const action = actions.find(({ id }) => id === step.action);
      expect(action?.inputs).toEqual(
        expect.arrayContaining(Object.keys(step.input ?? {})),
      );
      expect(Object.keys(step.input ?? {})).toEqual(
        expect.arrayContaining(action?.required as string[]),
      );
      const text = JSON.stringify(template.spec.output);
      const used = [
        ...text.matchAll(
          new RegExp(`steps\\.${step.id}\\.output\\.(\\w+)`, 'g'),
        ),
      ].map(match => match[1]);
      expect(used.length).toBeGreaterThan(0);
      expect(action?.outputs).toEqual(expect.arrayContaining(used));
    }
  });
});

describe('new-service', () => {
  const pages: Page[] = read('new-service/template.yaml').spec.parameters;
  const fields: Record<string, Field> = Object.assign(
    {},
    ...pages.map(page => page.properties),
  );
  const accepts = (field: Field | undefined, value: string) =>
    new RegExp(field?.pattern ?? '$^', 'u').test(value);

  it('proposes a service with nothing but its required answers', async () => {
    await propose.handler(
      createMockActionContext({
        input: {
          name: 'shop',
          owner: 'group:default/product',
          image: 'ghcr.io/acme/shop:1.2.3',
          port: 8080,
          environments: fields.environments.default as Array<{ name: string }>,
          sla: { availability: String(fields.availability.default) },
        },
      }),
    );
    expect(host.pulls).toHaveLength(1);
    expect(host.pulls[0].body).toContain(
      '**`dev`** → **`staging`** → **`production`**',
    );
  });

  const right: NewService = {
    name: 'shop',
    owner: { team: 'product' },
    image: 'ghcr.io/acme/shop:1',
    port: 80,
    environments: [{ name: 'dev' }],
  };

  it.each(['shop', 'a', 'a-1', 'Shop', 'shop-', '-shop', '1a', 'a b', ''])(
    'and the action agree about the name %j',
    name => {
      const problems = checkNewService({ ...right, name });
      expect(accepts(fields.name, name)).toBe(problems.length === 0);
    },
  );

  it.each(['dev', 'eu-1', 'Dev', 'dev-', '1', ''])(
    'and the action agree about the environment %j',
    name => {
      const problems = checkNewService({ ...right, environments: [{ name }] });
      const field = fields.environments.items?.properties?.name;
      expect(accepts(field, name)).toBe(problems.length === 0);
    },
  );

  it.each([
    'shop:1',
    'ghcr.io/acme/shop:1.2.3',
    'registry.local:5000/acme/shop:v1',
    `ghcr.io/acme/shop@sha256:${'a1'.repeat(32)}`,
    `ghcr.io/acme/shop:1@sha256:${'a1'.repeat(32)}`,
    'ghcr.io/acme/shop:latest-1',
    'ghcr.io/acme/shop',
    'registry.local:5000/acme/shop',
    'ghcr.io/acme/shop:latest',
    `ghcr.io/acme/shop:latest@sha256:${'a1'.repeat(32)}`,
    'ghcr.io/acme/Shop:1',
    'ghcr.io/acme/shop: 1',
    '',
  ])('and the action agree about the image %j', image => {
    const problems = checkNewService({ ...right, image });
    expect(accepts(fields.image, image)).toBe(problems.length === 0);
  });

  it.each(['250ms', '1.5s', 'fast', '250', '250 ms'])(
    'and the action agree about the latency %j',
    latency => {
      const problems = checkNewService({ ...right, sla: { latency } });
      expect(accepts(fields.latency, latency)).toBe(problems.length === 0);
    },
  );
});
