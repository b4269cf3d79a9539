import { STATUS_CONTEXT, summarizeChecks } from './observePullRequest';

const passed = (name: string) => ({ name, state: 'passed' as const });

describe('summarizeChecks', () => {
  it('takes a required check that has not begun for pending', () => {
    expect(summarizeChecks([passed('lint')], ['scan'])).toEqual({
      state: 'pending',
      items: [
        passed('lint'),
        { name: 'scan', state: 'pending', required: true },
      ],
    });
    expect(summarizeChecks([], ['scan'])?.state).toBe('pending');
  });

  it('marks those that are required', () => {
    expect(summarizeChecks([passed('lint'), passed('scan')], ['scan'])).toEqual(
      {
        state: 'passed',
        items: [passed('lint'), { ...passed('scan'), required: true }],
      },
    );
  });

  it("leaves out the portal's own, also where it is required", () => {
    expect(
      summarizeChecks([passed(STATUS_CONTEXT)], [STATUS_CONTEXT]),
    ).toBeUndefined();
    expect(summarizeChecks([], [STATUS_CONTEXT])).toBeUndefined();
  });
});
