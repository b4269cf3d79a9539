import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { convertManifest } from './convertManifest';
import { parseServiceManifest } from '../parseServiceManifest';
import { manifestText } from '../__testUtils__/manifestText';

const path = 'kubernetes/services/shelf/service.yaml';
const root = resolve(__dirname, '../../../../examples/homelab');
const homelab = globSync('kubernetes/**/service.yaml', { cwd: root }).sort();

function convert(text: string) {
  const result = convertManifest(text, { to: 'v1beta1', path });
  if (result.kind !== 'converted') {
    throw new Error(JSON.stringify(result));
  }
  return result;
}

/** What a text says, without its version and where its fields stand. */
function content(text: string) {
  const result = parseServiceManifest(text, { path });
  expect(result).toMatchObject({ kind: 'manifest' });
  const { apiVersion, positions, ...rest } =
    result.kind === 'manifest' ? result.manifest : fail(result);
  return rest;
}

function fail(result: unknown): never {
  throw new Error(JSON.stringify(result));
}

describe('convertManifest', () => {
  it.each(homelab)('keeps what %s says, and its comments', file => {
    const before = readFileSync(resolve(root, file), 'utf8');
    const { text } = convert(before);
    expect(text).toContain('apiVersion: platform.stonegarden.dev/v1beta1\n');
    expect(content(text)).toEqual(content(before));
    const comments = (all: string) => all.match(/# .*/g) ?? [];
    expect(comments(text).sort()).toEqual(comments(before).sort());
    expect(convert(text)).toEqual({ kind: 'converted', text, changes: [] });
  });

  it('writes each notation of v1alpha1 in the one of v1beta1', () => {
    const before = `# Books
apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata: {name: shelf}
spec:
  owner:
    team: product
    slack: books # ask here

  environments:
    # Every commit
    dev:
      namespace: shelf-dev
      backup: disabled
    production:
      namespace: shelf
      backup: enabled # nightly
  sla:
    latency: 100ms # at the edge
`;
    const { text, changes } = convert(before);
    expect(text).toBe(`# Books
apiVersion: platform.stonegarden.dev/v1beta1
kind: Service
metadata: {name: shelf}
spec:
  owner:
    team: product
    slack: "#books" # ask here

  environments:
    # Every commit
    - name: dev
      namespace: shelf-dev
      backup: false
    - name: production
      namespace: shelf
      backup: true # nightly
  sla:
    latency: {threshold: 100ms, percentile: 95} # at the edge
`);
    expect(changes).toHaveLength(6);
    expect(content(text)).toEqual(content(before));
    expect(convert(text).changes).toEqual([]);
  });

  it('leaves the other documents of a file', () => {
    const other = 'apiVersion: v1\nkind: Service # plain\n';
    const { text } = convert(`${other}---\n${manifestText()}`);
    expect(text.startsWith(`${other}---\n`)).toBe(true);
  });

  it('converts nothing that is invalid, foreign or means two things at once', () => {
    const invalid = manifestText({ spec: { owner: {} } });
    const to = 'v1beta1';
    expect(convertManifest(invalid, { to, path })).toMatchObject({
      kind: 'invalid',
      diagnostics: [{ code: 'missing-field' }],
    });
    expect(convertManifest('a: b', { to, path })).toEqual({ kind: 'foreign' });
    const shared = `${manifestText({
      spec: { owner: { team: 'product', slack: 'books' } },
    }).replace('slack: books', 'slack: &it books')}  description: *it\n`;
    expect(convertManifest(shared, { to, path })).toMatchObject({
      kind: 'invalid',
      diagnostics: [{ code: 'conversion-not-possible' }],
    });
  });
});

describe('v1beta1', () => {
  it.each<[object, string]>([
    [{ environments: { dev: { namespace: 'a' } } }, 'spec.environments'],
    [{ owner: { team: 'a', slack: 'b' } }, 'spec.owner.slack'],
    [{ sla: { latency: '1s' } }, 'spec.sla.latency'],
    [
      { environments: [{ name: 'a', namespace: 'b', backup: 'enabled' }] },
      'spec.environments[0].backup',
    ],
  ])('has no other notation: %j', (spec, field) => {
    const text = manifestText({
      apiVersion: 'platform.stonegarden.dev/v1beta1',
      spec: { ...spec },
    });
    expect(parseServiceManifest(text, { path })).toMatchObject({
      kind: 'invalid',
      diagnostics: [{ severity: 'error', field }],
    });
  });
});
