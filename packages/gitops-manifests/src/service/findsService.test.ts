import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findsService } from './findsService';

const homelab = readFileSync(
  resolve(
    __dirname,
    '../../../../examples/homelab/kubernetes/bootstrap/services.yaml',
  ),
  'utf8',
);

describe('findsService', () => {
  it.each([
    ['services', 'product', true],
    ['services', 'nobody', false],
    ['platform', 'product', false],
    ['platform', 'platform', true],
    ['infra', 'sre', true],
  ])('knows whether layer %s of team %s is found', (layer, team, expected) => {
    expect(findsService(homelab, { layer, team })).toBe(expected);
  });

  it('takes a set without a selector for one that finds all teams', () => {
    const text = 'kind: ApplicationSet\nmetadata: {name: all}\n';
    expect(findsService(text, { layer: 'infra', team: 'x' })).toBe(true);
  });

  it.each(['', 'kind: Application\n', 'kind: [', '# nothing\n'])(
    'does not know about %j',
    text => {
      expect(findsService(text, { layer: 'infra', team: 'x' })).toBe(undefined);
    },
  );
});
