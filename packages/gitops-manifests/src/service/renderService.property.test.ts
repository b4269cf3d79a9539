import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseServiceManifest } from '@stonegarden/service-manifest';
import fc from 'fast-check';
import { parse } from 'yaml';
import { kustomize } from '@stonegarden/test-utils/kustomize';
import { shop } from '../__testUtils__/newService';
import { checkNewService } from './checkNewService';
import { parseImageReference } from '../image';
import type { NewService } from './NewService';
import { normalizeDescription } from './planService';
import { renderService } from './renderService';

// kustomize runs as a process of its own, on machines that may be busy
jest.setTimeout(60_000);

const path = 'kubernetes/services/shop/service.yaml';

const dnsName = (length: number) =>
  fc
    .stringMatching(new RegExp(`^[a-z]([a-z0-9-]{0,${length - 2}}[a-z0-9])?$`))
    .filter(name => !['base', 'components'].includes(name));

/** Text made to trip YAML: its own signs, line breaks of all kinds, words of YAML 1.1, any Unicode. */
const oddText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['"', "'", ': ', ' #', '- ', '|', '>', '\n', '\r\n', '\t', '  '],
        ...['{{ x }}', '%', '@', '`', '&a', '*a', '!!x', '---', '...', '\\'],
        ...['yes', 'null', '~', '1e3', '0o7', '012', '1_000', '2026-01-01'],
        ...[
          '\u0085',
          '\u2028',
          '\u00a0',
          '🪨',
          'ü',
          'שלום',
          '\u200b',
          '=',
          '<<',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''));

function manifestOf(service: NewService): string {
  return renderService(service)[0].content;
}

describe('renderService, for any input', () => {
  it('keeps every description', () => {
    fc.assert(
      fc.property(oddText, description => {
        const service = { ...shop, description };
        fc.pre(checkNewService(service).length === 0);
        const parsed = parseServiceManifest(manifestOf(service), { path });
        expect(parsed).toMatchObject({ kind: 'manifest', diagnostics: [] });
        expect(
          parsed.kind === 'manifest' && parsed.manifest.description,
        ).toEqual(normalizeDescription(description) || undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('writes what a YAML reader in Go reads just the same', async () => {
    const descriptions = fc
      .sample(oddText, 200)
      .filter(
        description => checkNewService({ ...shop, description }).length === 0,
      );
    expect(descriptions.length).toBeGreaterThan(100);
    descriptions.push('1e3012012', '-1e999', '.inf', '1e3', '0x1F', '0o17');
    descriptions.push('0o71_000', '0X1F', '+0o17', '-0b1_1');
    const folder = await mkdtemp(join(tmpdir(), 'gitops-manifests-'));
    try {
      const resources = descriptions.map((_, index) => `${index}.yaml`);
      await Promise.all(
        descriptions.map((description, index) =>
          writeFile(
            join(folder, resources[index]),
            manifestOf({ ...shop, name: `shop-${index}`, description }),
          ),
        ),
      );
      await writeFile(
        join(folder, 'kustomization.yaml'),
        JSON.stringify({ resources }),
      );
      const read = new Map(
        (await kustomize(folder)).map(each => {
          const { metadata, spec } = each as {
            metadata: { name: string };
            spec: { description?: string };
          };
          return [metadata.name, spec.description];
        }),
      );
      descriptions.forEach((description, index) => {
        expect(read.get(`shop-${index}`)).toEqual(
          normalizeDescription(description) || undefined,
        );
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('keeps every name it accepts, and stays in its folder', () => {
    fc.assert(
      fc.property(
        dnsName(40),
        dnsName(40),
        fc.uniqueArray(dnsName(16), { minLength: 1, maxLength: 5 }),
        (name, team, environments) => {
          const service: NewService = {
            ...shop,
            name,
            owner: { team },
            environments: environments.map(each => ({ name: each })),
            dependencies: [],
          };
          fc.pre(checkNewService(service).length === 0);
          const files = renderService(service);
          const folder = `services/${name}/`;
          expect(files.every(file => file.path.startsWith(folder))).toBe(true);
          const parsed = parseServiceManifest(files[0].content, {
            path: `kubernetes/${folder}service.yaml`,
          });
          expect(parsed).toMatchObject({
            kind: 'manifest',
            diagnostics: [],
            manifest: {
              name,
              owner: { team },
              environments: environments.map(each => ({ name: each })),
            },
          });
        },
      ),
    );
  });

  it('keeps every image it accepts as text, whatever YAML would make of it', () => {
    const tag = fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/),
      fc.constantFrom('1.10', '007', '1e3', 'null', 'yes', 'true', '0x1', '~1'),
    );
    fc.assert(
      fc.property(
        fc.stringMatching(
          /^([a-z0-9]{1,8}(\.[a-z0-9]{1,5})?(:[0-9]{4})?\/)?[a-z0-9]{1,9}([._-][a-z0-9]{1,4})?$/,
        ),
        tag,
        (name, version) => {
          const service = { ...shop, image: `${name}:${version}` };
          fc.pre(checkNewService(service).length === 0);
          const overlay = renderService(service).find(file =>
            file.path.endsWith('dev/kustomization.yaml'),
          );
          expect(parse(overlay?.content ?? '').images).toEqual([
            { name: parseImageReference(service.image).name, newTag: version },
          ]);
          expect(overlay?.content).toContain(
            `newTag: "${version}" # <- the promoted value\n`,
          );
        },
      ),
    );
  });

  it('refuses or renders, and never fails otherwise', () => {
    const anything = fc.oneof(oddText, fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(
        anything,
        anything,
        anything,
        anything,
        (name, image, environment, dependency) => {
          const service: NewService = {
            ...shop,
            name,
            image,
            environments: [{ name: environment }],
            dependencies: [{ ref: dependency }],
          };
          const isRight = checkNewService(service).length === 0;
          let outcome = 'rendered';
          try {
            renderService(service);
          } catch (error) {
            outcome = error instanceof Error ? error.name : String(error);
          }
          expect(outcome).toBe(isRight ? 'rendered' : 'InputError');
        },
      ),
    );
  });
});
