import { inspect } from 'node:util';

/** A statement of the portal that was not true. */
export class UntrueClaim extends Error {
  override readonly name = 'UntrueClaim';
}

/** Fails with what was said when it was not true. */
export function claim(isTrue: boolean, said: object): void {
  if (!isTrue) {
    throw new UntrueClaim(inspect(said, { depth: 6, breakLength: 120 }));
  }
}
