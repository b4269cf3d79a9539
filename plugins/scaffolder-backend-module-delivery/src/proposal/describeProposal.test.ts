import { parseServiceManifest } from '@stonegarden/service-manifest';
import type { ServiceManifest } from '@stonegarden/service-manifest';
import { afterMerge, describeProposal } from './describeProposal';

function manifestOf(environments: string): ServiceManifest {
  const parsed = parseServiceManifest(
    `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata: {name: shop}
spec:
  description: "One\\n\\n## Two"
  owner: {team: product, slack: "#shop"}
  environments: ${environments}
`,
    { path: 'kubernetes/services/shop/service.yaml' },
  );
  if (parsed.kind !== 'manifest') {
    throw new Error('The manifest of this test is wrong');
  }
  return parsed.manifest;
}

const dev = '{name: dev, namespace: shop-dev, autoSync: true}';
const production = '{name: production, namespace: shop}';

describe('describeProposal', () => {
  const manifest = manifestOf(`[${dev}, ${production}]`);

  it('says what is still to do, what is changed, and who asked', () => {
    const { title, body } = describeProposal({
      manifest,
      image: 'shop:1',
      added: ['services/shop/service.yaml'],
      changed: ['teams/product/rbac.yaml'],
      rights: ['Group `a` gets the role `b` in namespace `c`'],
      remarks: ['Feed the cat.'],
      requestedBy: 'user:default/anna',
    });
    expect(title).toBe('Add service shop');
    expect(body).toMatch(
      /^```text\nOne\n\n## Two\n```\n\n- \*\*Owner:\*\* `product` \(`#shop`\)/,
    );
    expect(body).toContain('- `services/shop/service.yaml`\n');
    expect(body).toContain('- `teams/product/rbac.yaml` (changed)\n');
    expect(body).toContain('### Still to do by hand\n\n- Feed the cat.\n');
    expect(body).toContain(
      '### Rights\n\nWith its files as they are, this pull request means:\n\n- Group `a` gets the role `b` in namespace `c`\n',
    );
    expect(body).toContain('**Depends on:** nothing');
    expect(body).toMatch(/Requested by `user:default\/anna`\.\n$/);
  });

  it('says nothing of what there is not', () => {
    const { body } = describeProposal({
      manifest: { ...manifest, description: undefined },
      image: 'shop:1',
      added: [],
      changed: [],
      rights: [],
      remarks: [],
    });
    expect(body).toMatch(/^- \*\*Owner/);
    expect(body).not.toContain('Still to do');
    expect(body).not.toContain('Requested');
    expect(body).toContain(
      'Its files give nobody a right that was not there before.',
    );
  });
});

describe('afterMerge', () => {
  it.each([
    [`[${dev}]`, '**`dev`** is synced by Argo CD without a click', 'Sync on'],
    [
      `[${production}]`,
      '**`production`** waits for somebody',
      'without a click',
    ],
  ])('fits %s', (environments, expected, unexpected) => {
    const text = afterMerge(manifestOf(environments));
    expect(text).toContain(expected);
    expect(text).not.toContain(unexpected);
  });
});
