import type { UserEntity } from '@backstage/catalog-model';
import { authorOf } from './authorOf';

const user = (profile?: { displayName?: string; email?: string }) =>
  ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'anna' },
    spec: { profile, memberOf: [] },
  } satisfies UserEntity);

describe('authorOf', () => {
  it.each([
    [undefined, undefined],
    [user(), undefined],
    [user({ displayName: 'Anna' }), undefined],
    [user({ email: ' ' }), undefined],
    [user({ email: 'a@b.c' }), { name: 'anna', email: 'a@b.c' }],
    [
      user({ displayName: 'Anna Stein', email: 'a@b.c' }),
      { name: 'Anna Stein', email: 'a@b.c' },
    ],
    [
      user({ displayName: 'Anna <root@x>\n', email: 'a@b.c>\nX: y' }),
      { name: 'Anna root@x', email: 'a@b.cX: y' },
    ],
  ])('makes of %j the author %j', (entity, author) => {
    expect(authorOf(entity)).toEqual(author);
  });
});
