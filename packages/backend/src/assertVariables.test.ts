import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertVariables } from './assertVariables';

describe('assertVariables', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'config-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const check = async (text: string, env: Record<string, string> = {}) => {
    const file = join(folder, 'app-config.production.yaml');
    await writeFile(file, text);
    await assertVariables(['--config', file], env);
  };

  it('names every variable that is missing, once, with its file', async () => {
    await expect(
      check('a: ${ONE}\nb:\n  - x${TWO}y\n  - c: "${ONE}"\nd: ${THREE}', {
        THREE: 'set',
      }),
    ).rejects.toThrow(/app-config\.production\.yaml needs ONE, TWO\. /);
  });

  it('takes an empty variable for a missing one', async () => {
    await expect(check('a: ${ONE}', { ONE: '' })).rejects.toThrow('ONE');
  });

  it('lets pass what can do without, what is escaped, and comments', async () => {
    const text = 'a: ${ONE:-1}\nb: ${TWO:-}\nc: $${THREE}\n# ${FOUR}';
    await expect(check(text)).resolves.toBeUndefined();
  });

  it('has nothing to say without --config', async () => {
    await expect(assertVariables([], {})).resolves.toBeUndefined();
  });
});
