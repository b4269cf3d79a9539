import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { RequiredChecks } from './RequiredChecks';

const MINUTE_MS = 60_000;

describe('RequiredChecks', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00.000Z') });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  async function start() {
    const git = new FakeGitHost({ 'README.md': '' });
    const location = await git.hosts.resolve(
      'https://git.example/acme/platform/tree/main/',
    );
    return { git, location, checks: new RequiredChecks() };
  }

  it('are asked for once in ten minutes', async () => {
    const { git, location, checks } = await start();
    git.requireChecks(['scan']);
    await expect(checks.of(location, 'main')).resolves.toEqual(['scan']);
    git.requireChecks(['scan', 'build']);
    jest.advanceTimersByTime(9 * MINUTE_MS);
    await expect(checks.of(location, 'main')).resolves.toEqual(['scan']);
    jest.advanceTimersByTime(MINUTE_MS);
    await expect(checks.of(location, 'main')).resolves.toEqual([
      'scan',
      'build',
    ]);
  });

  it('does not take an outage for an answer', async () => {
    const { git, location, checks } = await start();
    git.requireChecks(['scan']);
    git.down = true;
    await expect(checks.of(location, 'main')).rejects.toThrow();
    git.down = false;
    await expect(checks.of(location, 'main')).resolves.toEqual(['scan']);
  });
});
