import { shrink } from './shrink';

describe('shrink', () => {
  it('leaves only what the failure needs, in its order', async () => {
    const history = Array.from({ length: 30 }, (_, index) => index);
    const needs = [3, 17, 29];
    const fails = async (steps: number[]) =>
      needs.every(step => steps.includes(step)) ? 'fails' : undefined;
    expect(await shrink(history, fails)).toEqual(needs);
  });
});
