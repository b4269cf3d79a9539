import fc from 'fast-check';
import { INCIDENT_ANNOTATION } from '@stonegarden/service-manifest';
import { shop } from '../../__testUtils__/shop';
import { readIncident } from './readIncident';

const read = (value?: string) =>
  readIncident({
    ...shop,
    metadata: {
      ...shop.metadata,
      annotations: value === undefined ? {} : { [INCIDENT_ANNOTATION]: value },
    },
  });

describe('readIncident', () => {
  it('is null without the annotation, and for an empty one', () => {
    expect(read()).toBeNull();
    expect(read(' \n ')).toBeNull();
    expect(readIncident({ ...shop, metadata: { name: 'shop' } })).toBeNull();
  });

  it.each([
    ['INC-42', { text: 'INC-42' }],
    [' INC-42:\n checkout  is down ', { text: 'INC-42: checkout is down' }],
    [
      'https://status.example/42',
      { text: 'https://status.example/42', url: 'https://status.example/42' },
    ],
    [
      'Checkout is down (see https://status.example/42).',
      {
        text: 'Checkout is down (see https://status.example/42).',
        url: 'https://status.example/42',
      },
    ],
  ])('reads %j', (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it.each([
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://status.example/42',
    'https://ada:secret@status.example/42',
    'https://',
    'http://[',
  ])('makes no link of %s', value => {
    expect(read(value)).toEqual({ text: value });
  });

  it('links to the web only, in one line of bounded length, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 500 }),
          fc
            .tuple(fc.string(), fc.webUrl(), fc.string())
            .map(parts => parts.join('')),
        ),
        value => {
          const incident = read(value);
          const isEmpty = value.replace(/[\s\p{Cc}]/gu, '') === '';
          expect(incident === null).toBe(isEmpty);
          const { text, url } = incident ?? { text: 'INC-42' };
          expect(text).toMatch(/^[^\p{Cc}\n]{1,300}$/u);
          const { protocol, username, password } = new URL(
            url ?? 'https://status.example',
          );
          expect(['http:', 'https:']).toContain(protocol);
          expect(username + password).toBe('');
          expect(url ?? '').not.toMatch(/[\s<>"']/);
        },
      ),
    );
  });
});
