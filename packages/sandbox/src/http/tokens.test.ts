import type { IncomingMessage } from 'node:http';
import { bearsToken, tokenOf, userOf } from './tokens';

function withAuthorization(authorization?: string) {
  return { headers: { authorization } } as IncomingMessage;
}
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('tokens', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['token abc', 'abc'],
    [basic('ada:abc'), 'abc'],
    [basic('abc:'), 'abc'],
    [basic('ada:a:b'), 'a:b'],
    ['Digest abc', undefined],
    ['Bearer', undefined],
    [undefined, undefined],
  ])('reads %s', (authorization, expected) => {
    expect(tokenOf(withAuthorization(authorization))).toBe(expected);
  });

  it('compares the whole token', () => {
    expect(bearsToken(withAuthorization('Bearer abc'), 'abc')).toBe(true);
    expect(bearsToken(withAuthorization('Bearer ab'), 'abc')).toBe(false);
    expect(bearsToken(withAuthorization(undefined), 'abc')).toBe(false);
  });

  it('reads a user name of harmless characters only', () => {
    expect(userOf(withAuthorization(basic('ada:abc')))).toBe('ada');
    expect(userOf(withAuthorization(basic('<b>:abc')))).toBeUndefined();
    expect(userOf(withAuthorization('Bearer abc'))).toBeUndefined();
  });
});
