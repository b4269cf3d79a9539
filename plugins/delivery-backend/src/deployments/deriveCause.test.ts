import { CauseFacts, deriveCause } from './deriveCause';

const from = '2026-01-01T10:00:00.000Z';
const asked = '2026-01-01T09:00:00.000Z';
const derive = (facts: Omit<CauseFacts, 'from'>) =>
  deriveCause({ from, ...facts });
const promotion = { createdAt: asked, requestedBy: 'user:default/ada' };
const rollback = { deployment: 'd1', scope: 'versions' as const };
const person = { initiatedBy: { username: 'admin' } };
const auto = { initiatedBy: { automated: true as const } };
const commit = { author: 'erin' };

describe('deriveCause', () => {
  it('names who asked for a promotion, whoever began the sync', () => {
    expect(derive({ promotion, commit, ...person })).toEqual({
      cause: 'promotion',
      by: 'user:default/ada',
    });
  });

  it('knows a rollback, which takes back what ran before', () => {
    expect(
      derive({
        promotion: { ...promotion, rollback, requestReason: 'Carts are empty' },
        commit,
      }),
    ).toEqual({
      cause: 'rollback',
      by: 'user:default/ada',
      takesBack: {
        at: asked,
        by: 'user:default/ada',
        reason: 'Carts are empty',
      },
    });
  });

  it('knows an emergency rollback by who asked for it, not by the account of the portal', () => {
    const emergency = {
      by: 'user:default/rita',
      reason: 'Now',
      requestedAt: asked,
    };
    expect(derive({ emergency, wentBack: true, commit, ...person })).toEqual({
      cause: 'emergency-rollback',
      by: 'user:default/rita',
      takesBack: { at: asked, by: 'user:default/rita', reason: 'Now' },
    });
  });

  it('names the account that went back past Git and past the portal', () => {
    expect(derive({ wentBack: true, commit, ...person })).toEqual({
      cause: 'outside-git',
      by: 'admin',
      takesBack: { at: from, by: 'admin' },
    });
    expect(derive({ wentBack: true, commit })).toEqual({
      cause: 'outside-git',
      takesBack: { at: from },
    });
  });

  it('takes everything else for a change in Git, by its author', () => {
    for (const initiator of [person, auto, {}]) {
      expect(derive({ wentBack: false, commit, ...initiator })).toEqual({
        cause: 'git',
        by: 'erin',
      });
    }
    expect(derive({ commit, ...auto })).toEqual({ cause: 'git', by: 'erin' });
  });

  it('does not say who moved a branch back', () => {
    expect(derive({ wentBack: true, commit, ...auto })).toEqual({
      cause: 'git',
    });
  });

  it('says nothing when nobody knows what ran before', () => {
    expect(derive({ commit, ...person })).toEqual({});
    expect(derive({})).toEqual({});
  });
});
