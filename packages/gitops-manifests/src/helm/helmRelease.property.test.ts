import fc from 'fast-check';
import { parse } from 'yaml';
import { differences, ENCODINGS } from '../__testUtils__/corpusFiles';
import { writeScalar } from '../kustomize/kustomizationScalar';
import { findHelmFiles } from './findHelmFiles';
import { editHelmRelease, readHelmRelease } from './helmRelease';

const PATH = 'shop/values-production.yaml';

const tag = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,12}$/),
  fc.constantFrom(
    '1.10',
    '1e3',
    'yes',
    'null',
    '007',
    '0x1f',
    '2024-01-31',
    'v1',
  ),
);
const name = fc.constantFrom(
  'api',
  'worker',
  'web',
  'job',
  'app.kubernetes.io/x',
);
const quote = fc.constantFrom('"', "'", '') as fc.Arbitrary<'"' | "'" | ''>;
const comment = fc.constantFrom('', '', ' # tag: 1.10', '   # image', '\t#');

/** An image in a values file, and how it is written there. */
const image = fc.record({
  tag,
  quote,
  comment,
  indent: fc.integer({ min: 1, max: 6 }),
  style: fc.constantFrom('block', 'flow', 'reference'),
  replicas: fc.nat(9),
  off: fc.boolean(),
});
type Written = typeof image extends fc.Arbitrary<infer T> ? T : never;

function write(key: string, one: Written): string {
  const pad = ' '.repeat(one.indent);
  const scalar = writeScalar(one.tag, one.quote);
  const more = `${pad}replicas: ${one.replicas}\n${pad}version: ${scalar}\n`;
  const rest = one.off ? `${more}${pad}enabled: false\n` : more;
  const repository = `ghcr.io/acme/${key.replace(/[^a-z]/g, '')}`;
  const head = `${JSON.stringify(key)}:${one.comment}\n`;
  if (one.style === 'flow') {
    return `${head}${rest}${pad}image: { repository: ${repository},   tag: ${scalar} }${one.comment}\n`;
  }
  return one.style === 'reference'
    ? `${head}${pad}image: ${one.quote}${repository}:${one.tag}${one.quote}${one.comment}\n${rest}`
    : `${head}${pad}image:\n${pad}${pad}repository: ${repository}\n${pad}${pad}tag: ${scalar}${one.comment}\n\n${rest}`;
}

const environment = (content: string) => ({
  values: [{ path: PATH, content, isOwn: true }],
  charts: [],
});

/** Whether an edit of an image is refused, or does what it should. */
function becomes(text: string, key: string, version: string): boolean {
  const edited = editHelmRelease(
    environment(text),
    new Map([[key, { tag: version }]]),
  );
  if (!edited.ok) {
    return true;
  }
  const after = readHelmRelease(environment(edited.value[0]?.after ?? text));
  const found = after.ok && after.value.images.find(one => one.key === key);
  return found !== undefined && found !== false
    ? found.version.tag === version && found.version.digest === undefined
    : false;
}

describe('values files of any shape', () => {
  it('are changed in their versions only, byte for byte', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, image), {
          minLength: 1,
          selector: ([key]) => key,
        }),
        fc.array(tag, { minLength: 5, maxLength: 5 }),
        fc.constantFrom(...Object.values(ENCODINGS)),
        (images, tags, encode) => {
          const text = encode(
            images.map(([key, one]) => write(key, one)).join('# ---\n'),
          );
          const read = readHelmRelease(environment(text));
          if (!read.ok) {
            throw new Error(`${text}\n${read.message}`);
          }
          const before = read.value.images;
          expect(before).toHaveLength(images.length);
          const versions = new Map(
            before.map(({ key }, index) => [key, { tag: tags[index] }]),
          );
          const edited = editHelmRelease(environment(text), versions);
          if (!edited.ok) {
            throw new Error(`${text}\n${edited.message}`);
          }
          const after = edited.value[0]?.after ?? text;
          const [was, is] = [text, after].map(one =>
            parse(one.replace(/^\uFEFF/, '')),
          );
          const expected = images.flatMap(([key, one], index) =>
            one.tag === tags[index]
              ? []
              : [`${key}.image${one.style === 'reference' ? '' : '.tag'}`],
          );
          expect(differences(was, is).sort()).toEqual(expected.sort());
          // What is not a version is there as it was, in its order.
          const lines = after.split('\n');
          expect(lines).toHaveLength(text.split('\n').length);
          const bare = (line: string) => [
            /\b(?:tag|image):/.test(line) || line,
            /#.*$/.exec(line)?.[0],
          ];
          expect(lines.map(bare)).toEqual(text.split('\n').map(bare));
          // And back: only quotes that were added stay.
          const back = editHelmRelease(
            environment(after),
            new Map(before.map(({ key, version }) => [key, version])),
          );
          if (!back.ok) {
            throw new Error(`${after}\n${back.message}`);
          }
          const again = back.value[0]?.after ?? after;
          expect(parse(again.replace(/^\uFEFF/, ''))).toEqual(was);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are read or refused with a place, whatever they hold', () => {
    const piece = fc.constantFrom(
      ...['image:', ' tag:', ' repository: a/b', '\n', '  ', '- ', '{', '}'],
      ...['[', ']', '&a', '*a', '<<: ', '|', '>-', '"', "'", '#', '---\n'],
      ...['{{ .x }}', 'null', '1.10', '!!str', '? ', ': ', '\r\n', '\t', '%'],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map(all => all.join('')),
        ),
        text => {
          const read = readHelmRelease(environment(text));
          const wrong = read.ok
            ? read.value.images.filter(({ key }) => !becomes(text, key, 'v9'))
            : [read.at].filter(at => at.file !== PATH || at.line < 1);
          expect(wrong).toEqual([]);
          findHelmFiles('shop', 'production', path => ({
            kind: 'file',
            text: path.endsWith('.yaml') ? text : '',
          }));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
