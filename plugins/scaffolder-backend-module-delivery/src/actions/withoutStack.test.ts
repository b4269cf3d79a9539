import { InputError } from '@backstage/errors';
import { withoutStack } from './withoutStack';

describe('withoutStack', () => {
  it('leaves results and the stacks of our own mistakes alone', async () => {
    await expect(withoutStack(async () => 7)).resolves.toBe(7);
    const mistake = new TypeError('x is undefined');
    const { stack } = mistake;
    const run = withoutStack(() => Promise.reject(mistake));
    await expect(run).rejects.toBe(mistake);
    expect(mistake.stack).toBe(stack);
  });

  it('leaves nothing but its words of a refusal', async () => {
    const refusal = new InputError('The image has no tag');
    const run = withoutStack(() => Promise.reject(refusal));
    await expect(run).rejects.toMatchObject({
      name: 'InputError',
      stack: 'The image has no tag',
    });
  });
});
