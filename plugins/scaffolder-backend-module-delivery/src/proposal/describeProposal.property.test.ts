import { parseServiceManifest } from '@stonegarden/service-manifest';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describeProposal } from './describeProposal';

const parsed = parseServiceManifest(
  `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata: {name: shop}
spec:
  owner: {team: product}
  environments: [{name: dev, namespace: shop-dev}]
`,
  { path: 'kubernetes/services/shop/service.yaml' },
);

interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

function nodesOf(markdown: string): Node[] {
  const walk = (node: Node): Node[] => [
    node,
    ...(node.children ?? []).flatMap(walk),
  ];
  return walk(
    fromMarkdown(markdown, {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    }),
  );
}

const live = fc
  .array(
    fc.constantFrom(
      ...['@team', '#1', 'closes #1', '![i](https://e.example/i)', '<b>'],
      ...['[l](https://e.example)', 'https://e.example', '```', '\n```\n', '`'],
      ...['\n# H\n', '|a|\n|-|\n', '\n- x\n', '\n\n', '<!--', '\r', '**', 'a'],
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map(parts => parts.join('x7mark'))
  // Nothing at all is left out, and makes other sections
  .filter(text => text.trim() !== '');

/** The pull request with this text wherever a person or a repository gives one. */
function bodyWith(text: string): string {
  if (parsed.kind !== 'manifest') {
    throw new Error('The manifest of this test is wrong');
  }
  const { manifest } = parsed;
  const [dev] = manifest.environments;
  return describeProposal({
    manifest: {
      ...manifest,
      name: text,
      description: text,
      owner: { team: text, slack: text, email: text },
      environments: [{ ...dev, name: text, namespace: text, cluster: text }],
      dependencies: [{ ref: text, optional: false }],
      sla: { rpo: { text, milliseconds: 1 } },
    },
    image: text,
    added: [text],
    changed: [text],
    rights: [],
    remarks: [],
    requestedBy: text,
  }).body;
}

it('has the texts of people as code, never as live Markdown', () => {
  const expected = nodesOf(bodyWith('plain')).map(({ type }) => type);
  expect(expected.filter(type => type === 'inlineCode')).toHaveLength(16);
  fc.assert(
    fc.property(live, text => {
      const nodes = nodesOf(bodyWith(text));
      expect(nodes.map(({ type }) => type)).toEqual(expected);
      const outside = nodes.filter(
        ({ type, value }) => !/code/i.test(type) && value?.includes('x7mark'),
      );
      expect(outside).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
