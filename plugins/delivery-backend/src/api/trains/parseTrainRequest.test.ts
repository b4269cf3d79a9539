import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import { parseTrainRequest } from './parseTrainRequest';

const TO = { to: 'staging' };

describe('parseTrainRequest', () => {
  it('makes refs whole', () => {
    expect(
      parseTrainRequest({ ...TO, entityRefs: ['cart', 'Component:Shop/Mail'] }),
    ).toEqual({
      to: 'staging',
      entityRefs: ['component:default/cart', 'component:shop/mail'],
    });
  });

  it.each([
    ['none', []],
    ['one twice', ['cart', 'component:default/cart']],
    ['what is no ref', ['component:/']],
    ['too many', Array.from({ length: 21 }, (_, index) => `s${index}`)],
  ])('refuses %s', (_, entityRefs) => {
    expect(() => parseTrainRequest({ ...TO, entityRefs })).toThrow(InputError);
  });

  it('refuses what it does not know, and says so without failing otherwise', () => {
    expect(() =>
      parseTrainRequest({ ...TO, entityRefs: ['a'], force: true }),
    ).toThrow(InputError);
    /** What is thrown, or what was asked for. */
    const tried = (body: unknown) => {
      try {
        return parseTrainRequest(body).entityRefs.length;
      } catch (error) {
        return error;
      }
    };
    fc.assert(
      fc.property(fc.anything(), body => {
        expect(
          [Number, InputError].some(
            kind => Object(tried(body)) instanceof kind,
          ),
        ).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 20 }), entityRefs => {
        const answer = tried({ ...TO, entityRefs });
        expect(
          answer === entityRefs.length || answer instanceof InputError,
        ).toBe(true);
      }),
    );
  });
});
