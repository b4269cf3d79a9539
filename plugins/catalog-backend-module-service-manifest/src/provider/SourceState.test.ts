import { SourceState } from './SourceState';

describe('SourceState', () => {
  const start = () => {
    const clock = { now: Date.UTC(2026, 0, 1) };
    return { clock, state: new SourceState(() => clock.now) };
  };

  it('keeps since when and why a source first failed, until it can be read', () => {
    const { clock, state } = start();
    expect(state.fail('first')).toBe(true);
    const { notes } = state;
    clock.now += 60_000;
    expect(state.fail('second')).toBe(false);
    expect(state.notes).toEqual(notes);
    expect(notes).toEqual([
      {
        severity: 'error',
        code: 'source-unreadable',
        message:
          'This source has not been readable since 2026-01-01T00:00:00.000Z, the catalog stays as it was: first',
        since: '2026-01-01T00:00:00.000Z',
      },
    ]);
    expect(state.recover()).toBe(true);
    expect(state.recover()).toBe(false);
    expect(state.notes).toEqual([]);
  });

  it('says once that a read is doubted, again when it gets worse, and when it is over', () => {
    const { clock, state } = start();
    expect(state.doubtRemoval(undefined)).toBeUndefined();
    const doubt = { removed: 7, before: 20 };
    expect(state.doubtRemoval(doubt)?.sentence).toMatch(/^7 of 20 services/);
    clock.now += 60_000;
    expect(state.doubtRemoval(doubt)).toBeUndefined();
    const worse = { removed: 8, before: 20 };
    expect(state.doubtRemoval(worse)?.sentence).toMatch(/^8 of 20 services/);
    expect(state.notes).toEqual([
      expect.objectContaining({
        code: 'source-shrunken',
        since: '2026-01-01T00:00:00.000Z',
      }),
    ]);
    expect(state.doubtRemoval(undefined)?.sentence).toMatch(/believed again/);
    expect(state.notes).toEqual([]);
  });

  it('collects what was refused until everything is read again', () => {
    const { state } = start();
    state.refuse(['a']);
    state.refuseMore(['b', 'a']);
    expect(state.notes.map(note => note.message)).toEqual(['a', 'b']);
    state.refuse([]);
    expect(state.notes).toEqual([]);
  });
});
