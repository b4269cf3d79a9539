import { act, renderHook } from '@testing-library/react';
import { useDebounced } from './useDebounced';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('useDebounced', () => {
  it('tells whoever listens last what was typed, once', () => {
    const first = jest.fn();
    const last = jest.fn();
    const { result, rerender } = renderHook(
      ({ listener }) => useDebounced('', listener),
      { initialProps: { listener: first } },
    );
    act(() => result.current[1]('k'));
    act(() => jest.advanceTimersByTime(200));
    act(() => result.current[1]('ka'));
    act(() => jest.advanceTimersByTime(200));
    rerender({ listener: last });
    expect(result.current[0]).toBe('ka');
    expect(last).not.toHaveBeenCalled();
    act(() => jest.advanceTimersByTime(100));
    expect(last.mock.calls).toEqual([['ka']]);
    expect(first).not.toHaveBeenCalled();
  });
});
