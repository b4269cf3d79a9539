import { act, renderHook } from '@testing-library/react';
import { fleetRow } from '../../__testUtils__/fleet';
import { useFleetSelection } from './useFleetSelection';

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => fleetRow(`s${index}`));

describe('useFleetSelection', () => {
  it('selects what is shown, and not more than can go together', () => {
    const rows = rowsOf(30);
    const { result } = renderHook(() => useFleetSelection(rows, rows));
    act(() => result.current.toggle(rows[29].entityRef));
    act(() => result.current.toggleShown());
    expect(result.current.selected.size).toBe(20);
    expect(result.current.selected.has(rows[29].entityRef)).toBe(true);
    expect(result.current.isFull).toBe(true);
    act(() => result.current.toggle(rows[25].entityRef));
    expect(result.current.selected.size).toBe(20);
    act(() => result.current.toggle(rows[29].entityRef));
    expect(result.current.isFull).toBe(false);
    act(() => result.current.clear());
    expect(result.current.selected.size).toBe(0);
  });

  it('deselects what is shown where nothing more fits', () => {
    const rows = rowsOf(30);
    const { result, rerender } = renderHook(
      ({ shown }) => useFleetSelection(rows, shown),
      { initialProps: { shown: rows } },
    );
    act(() => result.current.toggle(rows[29].entityRef));
    // The last is selected already: 19 of the others go with it.
    expect(result.current.fits).toBe(19);
    act(() => result.current.toggleShown());
    expect(result.current.selected.size).toBe(20);
    expect(result.current.fits).toBe(0);
    act(() => result.current.toggleShown());
    expect(result.current.selected.size).toBe(0);

    act(() => result.current.toggleShown());
    // None of those selected is among these: nothing changes.
    rerender({ shown: rows.slice(20, 25) });
    expect(result.current.fits).toBe(0);
    act(() => result.current.toggleShown());
    expect(result.current.selected.size).toBe(20);
  });

  it('does not keep a place for what left the fleet', () => {
    const rows = rowsOf(25);
    const { result, rerender } = renderHook(
      ({ all }) => useFleetSelection(all, all),
      { initialProps: { all: rows } },
    );
    act(() => result.current.toggleShown());
    rerender({ all: rows.slice(1) });
    expect(result.current.isFull).toBe(false);
    act(() => result.current.toggle(rows[24].entityRef));
    expect(result.current.selected.has(rows[24].entityRef)).toBe(true);
    expect(result.current.isFull).toBe(true);
  });

  it('keeps what the filter hides, and forgets what left the fleet', () => {
    const rows = rowsOf(3);
    const { result, rerender } = renderHook(
      ({ all, shown }) => useFleetSelection(all, shown),
      { initialProps: { all: rows, shown: rows } },
    );
    act(() => result.current.toggleShown());
    rerender({ all: rows, shown: rows.slice(0, 1) });
    expect(result.current.selected.size).toBe(3);
    act(() => result.current.toggleShown());
    expect([...result.current.selected]).toEqual(
      rows.slice(1).map(({ entityRef }) => entityRef),
    );
    rerender({ all: rows.slice(0, 2), shown: rows.slice(0, 2) });
    expect([...result.current.selected]).toEqual([rows[1].entityRef]);
  });
});
