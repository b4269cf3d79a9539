import {
  createHmac,
  generateKeyPairSync,
  JsonWebKey,
  KeyObject,
  sign,
} from 'node:crypto';

const encode = (value: string | Buffer) =>
  Buffer.from(value).toString('base64url');

/** What a token says, without asking whether it is true. */
export function readToken(token: string): {
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
} {
  const [header, payload] = token
    .split('.')
    .slice(0, 2)
    .map(part => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  return { header, payload };
}

/** A token with a signature of one's own making. */
export function tokenWith(
  header: object,
  payload: object,
  signature: (text: string) => Buffer | string,
): string {
  const text = [header, payload]
    .map(part => encode(JSON.stringify(part)))
    .join('.');
  return `${text}.${encode(signature(text))}`;
}

/** Signed with a secret both sides know. */
export function hmacToken(header: object, payload: object, secret: string) {
  return tokenWith({ ...header, alg: 'HS256' }, payload, text =>
    createHmac('sha256', secret).update(text).digest(),
  );
}

/** A key pair of one's own, for ES256. */
export class SigningKey {
  readonly publicJwk: JsonWebKey;
  readonly #private: KeyObject;

  constructor(kid: string) {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#private = pair.privateKey;
    this.publicJwk = {
      ...pair.publicKey.export({ format: 'jwk' }),
      ...{ kid, alg: 'ES256', use: 'sig' },
    };
  }

  sign(header: object, payload: object): string {
    return tokenWith({ ...header, alg: 'ES256' }, payload, text =>
      sign('sha256', Buffer.from(text), {
        key: this.#private,
        dsaEncoding: 'ieee-p1363',
      }),
    );
  }
}
