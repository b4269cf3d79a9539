import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import { hosts } from './__testUtils__/hosts';
import { BranchAddress } from './BranchAddress';
import type { GitHostKind } from './GitHostKind';

const isName = (text: string) =>
  text.isWellFormed() && !['', '.', '..'].includes(text) && !/\//.test(text);

/** Whatever Git allows in a path, and more. */
const part = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      'a b',
      'a%20b',
      '%2e%2e',
      '?x=1',
      '#L1',
      'a&b',
      'a+b',
      '\\',
    ),
  )
  .filter(isName);
const path = fc.array(part, { maxLength: 5 }).map(parts => parts.join('/'));
const branch = fc
  .array(part, { minLength: 1, maxLength: 3 })
  .map(parts => parts.join('/'));

describe.each(hosts)('BranchAddress at $url', ({ url, kind }) => {
  const { repository } = BranchAddress.parse(url, { kind });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(branch, path, (name, place) => {
        const address = new BranchAddress(repository, name, place);
        for (const written of [
          address.fileUrl(place),
          address.folderUrl(place),
        ]) {
          fc.pre(written.length <= 2_000);
          const read = BranchAddress.parse(written, { kind });
          expect(read.path).toBe(place);
          expect(read.branch).toBe(name);
          expect(read.isSameBranch(address)).toBe(true);
        }
      }),
    );
  });

  it('guesses its kind from what it writes', () => {
    fc.assert(
      fc.property(path, place => {
        const written = new BranchAddress(repository, 'main').fileUrl(place);
        fc.pre(written.length <= 2_000);
        expect(BranchAddress.parse(written).repository.kind).toBe(kind);
      }),
    );
  });

  it('writes one place in one way', () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        fc.pre(one !== other);
        const address = new BranchAddress(repository, 'main');
        expect(address.fileUrl(one)).not.toBe(address.fileUrl(other));
      }),
    );
  });

  it('never leads out of its repository, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), text => {
        const parts = partsOf(`${repository.url}/${text}`, kind);
        expect(parts).not.toContain('..');
      }),
    );
  });
});

/** None when the address is refused. */
function partsOf(address: string, kind: GitHostKind): string[] {
  try {
    return BranchAddress.parse(address, { kind }).path.split('/');
  } catch (error) {
    if (error instanceof InputError) {
      return [];
    }
    throw error;
  }
}
