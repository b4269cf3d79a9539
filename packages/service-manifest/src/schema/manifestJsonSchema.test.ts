import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { committedFile } from '../__testUtils__/committedFile';
import { manifestText } from '../__testUtils__/manifestText';
import { convertManifest } from '../versions/convertManifest';
import { fieldDescriptions } from './fieldDescriptions';
import { manifestJsonSchema, visitFields } from './manifestJsonSchema';

const root = resolve(__dirname, '../../../../examples/homelab');
const homelab = globSync('kubernetes/**/service.yaml', { cwd: root }).sort();

function validator(version: 'v1alpha1' | 'v1beta1') {
  const ajv = new Ajv({
    strictSchema: true,
    strictTypes: false,
    allErrors: true,
  });
  addFormats(ajv);
  return ajv.compile(manifestJsonSchema(version));
}

const versions = ['v1alpha1', 'v1beta1'] as const;

describe('manifestJsonSchema', () => {
  it.each(versions)('is committed, %s', version => {
    const text = `${JSON.stringify(manifestJsonSchema(version), null, 2)}\n`;
    const path = `docs/schemas/service.${version}.json`;
    expect(JSON.parse(committedFile(path, text))).toEqual(JSON.parse(text));
  });

  it('describes every field, and no other', () => {
    const fields = new Set<string>();
    visitFields(manifestJsonSchema(), path => fields.add(path));
    visitFields(manifestJsonSchema('v1beta1'), path => fields.add(path));
    expect([...fields].sort()).toEqual(Object.keys(fieldDescriptions).sort());
  });

  it('says of every demand of a manifest what follows from it, or that nothing does', () => {
    const demands = Object.keys(fieldDescriptions).filter(path =>
      /^spec\.(?:security|sla|monitoring|release|promotion)\.[a-zA-Z]+$|^spec\.environments\[\]\.(?!name|cluster|namespace)[a-zA-Z]+$/.test(
        path,
      ),
    );
    expect(demands).toHaveLength(26);
    const silent = demands.filter(path => !fieldDescriptions[path].effect);
    expect(silent).toEqual([]);
    const { imageScanRequired } = Object.fromEntries(
      Object.entries(fieldDescriptions).map(([path, field]) => [
        path.split('.').at(-1),
        field,
      ]),
    );
    expect(imageScanRequired.effect).toContain(
      'A gate of promotions passes when the checks that the Git host requires of their pull request have passed',
    );
  });

  it.each(homelab)('accepts %s', file => {
    const text = readFileSync(resolve(root, file), 'utf8');
    const validate = validator('v1alpha1');
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
    const converted = convertManifest(text, { to: 'v1beta1', path: file });
    const beta = validator('v1beta1');
    beta(converted.kind === 'converted' ? parse(converted.text) : undefined);
    expect(beta.errors ?? []).toEqual([]);
  });

  it.each<[string, object]>([
    ['a typing mistake', { dependancies: [] }],
    ['a text for a switch', { monitoring: { enabled: 'yes' } }],
    ['a decimal comma', { sla: { availability: '99,9%' } }],
    ['no environment', { environments: [] }],
    ['a folder of kustomize', { environments: { base: { namespace: 'a' } } }],
    [
      'two things in one step',
      {
        environments: {
          dev: {
            namespace: 'a',
            rollout: {
              strategy: 'canary',
              steps: [{ setWeight: 1, pause: {} }],
            },
          },
        },
      },
    ],
  ])('refuses %s', (_what, spec) => {
    const validate = validator('v1alpha1');
    expect(validate(parse(manifestText({ spec: { ...spec } })))).toBe(false);
  });

  it('leaves labels, annotations and steps of a canary open', () => {
    const validate = validator('v1alpha1');
    const text = manifestText({
      metadata: { labels: { own: 'a' }, annotations: { 'b/c': 'd' } },
      spec: {
        environments: {
          dev: {
            namespace: 'a',
            rollout: { strategy: 'canary', steps: [{ setCanaryScale: {} }] },
          },
        },
      },
    });
    expect(validate(parse(text))).toBe(true);
  });
});
