import type { Entity } from '@backstage/catalog-model';
import { contactOf } from './contactOf';

const group: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'product' },
  spec: { type: 'team', children: [] },
};

describe('contactOf', () => {
  it('reads profile and links', () => {
    expect(
      contactOf({
        ...group,
        metadata: {
          name: 'product',
          links: [
            { type: 'email', url: 'mailto:product@example.org' },
            { type: 'oncall', url: 'https://oncall.example.org/product' },
          ],
        },
        spec: {
          profile: { email: 'product@example.org', slack: '#product' },
        },
      }),
    ).toEqual({
      slack: '#product',
      email: 'product@example.org',
      oncall: 'https://oncall.example.org/product',
    });
  });

  it.each([[undefined], [{}], [{ profile: 'x' }], [{ profile: { email: 1 } }]])(
    'finds nothing in %j',
    spec => {
      expect(contactOf({ ...group, spec })).toEqual({});
    },
  );
});
