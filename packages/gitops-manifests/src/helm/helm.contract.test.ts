import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corpusFiles, lookupIn } from '../__testUtils__/corpusFiles';
import { findHelmFiles } from './findHelmFiles';
import type { HelmEnvironment } from './HelmEnvironment';
import { HelmReader, readLayers } from './HelmReader';
import { type MergedValues, mergeValues } from './mergeValues';
import { ValuesProblem } from './ValuesLayer';

const RECORDED = join(__dirname, '../__fixtures__/corpus/helm.recorded.json');
/** Path of a `helm` that the record is compared with; with UPDATE=1 it is made anew. */
const { HELM, UPDATE } = process.env;

/** What Helm makes of the values of an environment. */
interface Rendered {
  values: unknown;
  /** What a template writes for each field of a version, by its key. */
  texts: Record<string, string>;
}

function readAll(environment: HelmEnvironment) {
  const layers = readLayers(environment.values);
  if (layers instanceof ValuesProblem) {
    throw new Error(layers.message);
  }
  return { layers, images: new HelmReader(layers, environment).read().images };
}

/** Each field of a version that a value says. */
function fieldsOf(environment: HelmEnvironment): string[][] {
  return readAll(environment).images.flatMap(({ fields, paths }) =>
    Object.entries(paths).flatMap(([field, path]) =>
      path && field in fields ? [path] : [],
    ),
  );
}

/** What is read here of the same. */
function readHere(environment: HelmEnvironment): Rendered {
  const { layers, images } = readAll(environment);
  const texts = images.flatMap(({ fields, paths }) =>
    Object.entries(fields).map(
      ([field, { text }]) =>
        [JSON.stringify(paths[field as keyof typeof paths]), text] as const,
    ),
  );
  return {
    values: toPlain(mergeValues(layers)),
    texts: Object.fromEntries(texts),
  };
}

/** Values without what is null, which Helm leaves out of some and not of others. */
function withoutNull(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([key, one]) => [key, withoutNull(one)]),
  );
}

function toPlain(values: MergedValues): unknown {
  return withoutNull(
    Object.fromEntries(
      Array.from(values, ([key, value]) => [
        key,
        value instanceof Map ? toPlain(value) : value.value,
      ]),
    ),
  );
}

/** Has Helm merge the values of an environment in their order, in a chart that writes them. */
function renderByHelm(
  helm: string,
  environment: HelmEnvironment,
  fields = fieldsOf(environment),
): Rendered {
  const folder = mkdtempSync(join(tmpdir(), 'helm-'));
  try {
    const put = (path: string, content: string) => {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), content);
    };
    const chart = (name: string, dependencies: string[]) =>
      JSON.stringify({
        apiVersion: 'v2',
        name,
        version: '1.0.0',
        dependencies: dependencies.map(one => ({
          name: one,
          version: '1.0.0',
        })),
      });
    const files: string[] = [];
    const below: string[] = [];
    environment.values.forEach((one, index) => {
      const content =
        typeof one.content === 'string'
          ? one.content
          : JSON.stringify(one.content);
      if (one.below?.length) {
        below.push(one.below[0]);
        put(`charts/${one.below[0]}/Chart.yaml`, chart(one.below[0], []));
        put(`charts/${one.below[0]}/values.yaml`, content);
      } else {
        files.push('-f', join(folder, `values-${index}.yaml`));
        put(`values-${index}.yaml`, content);
      }
    });
    put('Chart.yaml', chart('corpus', below));
    const texts = fields.map(
      path =>
        `  ${JSON.stringify(JSON.stringify(path))}: {{ dig ${path
          .map(key => JSON.stringify(key))
          .join(' ')} "" (merge (dict) .Values) | toString | toJson }}`,
    );
    put(
      'templates/values.yaml',
      `values: {{ .Values | toJson }}\ntexts:\n${texts.join('\n')}\n`,
    );
    const output = execFileSync(
      helm,
      ['template', 'corpus', folder, ...files],
      {
        encoding: 'utf8',
        env: { ...process.env, HOME: folder },
      },
    );
    const line = (pattern: RegExp) => {
      const [, found] = pattern.exec(output) ?? [];
      return found;
    };
    const written = [...output.matchAll(/^ {2}("(?:[^"\\]|\\.)*"): (.+)$/gm)];
    return {
      values: withoutGlobals(withoutNull(JSON.parse(line(/^values: (.*)$/m)))),
      texts: Object.fromEntries(
        written.map(([, key, text]) => [
          JSON.parse(key),
          // An empty value, which a template tells from none by itself.
          JSON.parse(text).replace(/^<nil>$/, ''),
        ]),
      ),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Helm adds `global` to the values of each chart below. */
function withoutGlobals(values: unknown): unknown {
  return Object.fromEntries(
    Object.entries(values as Record<string, unknown>).map(([key, value]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return [key, value];
      }
      const { global: _, ...rest } = value as Record<string, unknown>;
      return [key, key === 'global' ? value : rest];
    }),
  );
}

describe('Helm', () => {
  const files = corpusFiles('helm');
  const cases = [...files.keys()]
    .map(path => path.split('/')[0])
    .filter((folder, index, all) => all.indexOf(folder) === index)
    .filter(folder => folder !== 'charts')
    .flatMap(folder =>
      ['dev', 'production'].map(environment => {
        const found = findHelmFiles(folder, environment, lookupIn(files));
        if (found.kind !== 'found') {
          throw new Error(`${folder}: ${JSON.stringify(found)}`);
        }
        return [`${folder} ${environment}`, found.environment] as const;
      }),
    );
  const recorded: Record<string, Rendered> = existsSync(RECORDED)
    ? JSON.parse(readFileSync(RECORDED, 'utf8'))
    : {};

  it.each(cases)(
    'merges the values of %s as they are read here',
    (name, environment) => {
      const rendered = HELM && renderByHelm(HELM, environment);
      if (rendered && UPDATE) {
        recorded[name] = rendered;
        writeFileSync(RECORDED, `${JSON.stringify(recorded, null, 2)}\n`);
      }
      expect(rendered || recorded[name]).toEqual(recorded[name]);
      expect(readHere(environment)).toEqual(recorded[name]);
    },
  );

  const SCALARS = [
    ...['1.10', '1.0', '16', '0', '007', '999999', '1000000', '12345678'],
    ...['1e3', '0x1f', '0b11', '0o17', '1_000', '+1', '-1', '.5', '1:20'],
    ...['yes', 'on', 'y', 'N', 'true', 'null', '~', '2024-01-31'],
    ...[
      '"1.10"',
      "'yes'",
      'v1',
      '1.2.3',
      '!!str 1.10',
      '>-\n  v1',
      '"a\\u0062"',
    ],
  ];

  it('is refused what Helm writes as something else', () => {
    const refused: string[] = [];
    for (const written of SCALARS) {
      const environment = {
        values: [
          {
            path: 'values.yaml',
            content: `image: {repository: a}\ntag:\n tag: ${written}\n`,
            isOwn: true,
          },
        ],
        charts: [],
        images: [{ name: 'a', tag: 'tag.tag' }],
      };
      const name = `tag: ${written}`;
      if (HELM && UPDATE) {
        const values = environment.values.map(one => ({ ...one }));
        recorded[name] = renderByHelm(HELM, { ...environment, values }, [
          ['tag', 'tag'],
        ]);
        writeFileSync(RECORDED, `${JSON.stringify(recorded, null, 2)}\n`);
      }
      const [[, text]] = Object.entries(recorded[name].texts);
      try {
        const [here] = Object.values(readHere(environment).texts);
        expect([written, here]).toEqual([written, text]);
      } catch (error) {
        if (!(error instanceof ValuesProblem)) {
          throw error;
        }
        refused.push(written);
      }
    }
    const changed = SCALARS.filter(written => {
      const [text] = Object.values(recorded[`tag: ${written}`].texts);
      return /^[^"'!>~n]/.test(written) && text !== written;
    });
    // Refused as well, and written by nobody
    const others = ['-1', 'true'];
    expect(refused.filter(written => !others.includes(written))).toEqual(
      changed,
    );
    expect(changed).toContain('1.10');
  });
});
