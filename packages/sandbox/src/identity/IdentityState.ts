import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

/**
 * What the OpenID Connect provider remembers: its keys, and the sessions, grants and tokens it has given.
 *
 * @internal
 */
export const identityStateSchema = z.object({
  /** Private RSA key that signs ID tokens, as a JWK. */
  signingKey: z.record(z.string(), z.unknown()),
  cookieKey: z.string(),
  /** By `<model>:<id>`. */
  records: z.record(
    z.string(),
    z.object({
      payload: z.record(z.string(), z.unknown()),
      /** Milliseconds since 1970; null when it does not expire. */
      expiresAt: z.number().nullable(),
    }),
  ),
});

/** @internal */
export type IdentityState = z.infer<typeof identityStateSchema>;

/** With new keys and nobody signed in. */
export async function emptyIdentityState(): Promise<IdentityState> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
  });
  return {
    signingKey: {
      ...privateKey.export({ format: 'jwk' }),
      kid: randomBytes(8).toString('hex'),
      use: 'sig',
      alg: 'RS256',
    },
    cookieKey: randomBytes(24).toString('base64url'),
    records: {},
  };
}
