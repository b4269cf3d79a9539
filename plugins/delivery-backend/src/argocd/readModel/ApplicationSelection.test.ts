import { isSelected } from './ApplicationSelection';

const application = (metadata: object) => ({ metadata });

describe('isSelected', () => {
  it('takes everything where nothing is named', () => {
    expect(isSelected(application({ namespace: 'any' }), {})).toBe(true);
  });

  it.each([
    [{ namespace: 'team-a', labels: { region: 'eu' } }, true],
    [{ namespace: 'team-b', labels: { region: 'eu' } }, false],
    [{ namespace: 'team-a', labels: { region: 'us' } }, false],
    [{ namespace: 'team-a', labels: null }, false],
    [{ labels: { region: 'eu' } }, false],
  ])('by namespace and labels: %j', (metadata, expected) => {
    expect(
      isSelected(application(metadata), {
        namespaces: ['argocd', 'team-a'],
        labels: { region: 'eu' },
      }),
    ).toBe(expected);
  });

  it('takes nothing that is no Application', () => {
    expect(isSelected('<html>', { namespaces: ['argocd'] })).toBe(false);
  });
});
