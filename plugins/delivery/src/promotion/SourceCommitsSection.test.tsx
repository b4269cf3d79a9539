import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  KnownSourceCommits,
  SourceCommits,
} from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { SourceCommitsSection } from './SourceCommitsSection';

const repository = 'https://git.example/acme/shop';
const known: KnownSourceCommits = {
  status: 'known',
  repository,
  from: '1.0',
  to: '1.1',
  relation: 'ahead',
  items: [
    {
      id: 'abcdef1234567890',
      title: '<b>Sell</b> more [things](javascript:alert(1))',
      author: 'ada',
      at: '2026-01-01T10:00:00.000Z',
      url: `${repository}/commit/abcdef1`,
    },
    { id: '1234567abcdef123', title: 'Fix the till' },
  ],
  total: 60,
};

const show = (commits?: SourceCommits) =>
  renderInTestApp(<SourceCommitsSection commits={commits} />);

describe('SourceCommitsSection', () => {
  it('lists what comes, by whom, with the way to each commit, and how many more', async () => {
    const { container } = await show(known);
    expect(await screen.findByText('60 commits')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /^Commit abcdef1|abcdef1/ }),
    ).toHaveAttribute('href', `${repository}/commit/abcdef1`);
    expect(
      screen.getByText('<b>Sell</b> more [things](javascript:alert(1))'),
    ).toBeInTheDocument();
    expect(screen.getByText(/ada/)).toBeInTheDocument();
    expect(screen.getByText('And 58 more.')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'acme/shop, opens in a new tab' }),
    ).toHaveAttribute('href', repository);
    expect(await axe(container)).toEqual([]);
  });

  it('shows release notes as plain text, on request', async () => {
    const text = '# New\n<img src=x onerror=alert(1)> [link](https://evil)';
    const { container } = await show({
      ...known,
      notes: { title: 'Spring', text, isCut: true, url: `${repository}/r` },
    });
    const summary = await screen.findByText('Release notes: Spring');
    expect(summary.closest('details')).not.toHaveAttribute('open');
    await userEvent.click(summary);
    expect(container.querySelector('pre')).toHaveTextContent(
      '# New <img src=x onerror=alert(1)> [link](https://evil)',
    );
    expect(container.querySelector('details img')).toBeNull();
    expect(container.querySelectorAll('pre a')).toHaveLength(0);
    expect(
      screen.getByText('The rest is at the Git host.'),
    ).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });

  it.each<[SourceCommits, RegExp]>([
    [
      { ...known, relation: 'behind', items: [], total: 0 },
      /1\.1 is older than 1\.0/,
    ],
    [{ ...known, relation: 'diverged' }, /does not have all commits of 1\.0/],
    [
      { ...known, relation: 'identical', items: [], total: 0 },
      /built from the same commit/,
    ],
    [
      { status: 'not-found', repository, versions: ['1.1'] },
      /neither a tag nor a commit for 1\.1/,
    ],
    [
      { status: 'not-found', repository, versions: [] },
      /does not exist, or the portal may not read it/,
    ],
    [
      {
        status: 'unreachable',
        repository,
        since: new Date(Date.now() - 240_000).toISOString(),
      },
      /stopped answering 4 min ago/,
    ],
    [{ status: 'refused', problem: 'owner' }, /another owner/],
    [{ status: 'refused', problem: 'address' }, /not the address/],
    [{ status: 'refused', problem: 'host' }, /does not read commits/],
  ])('says what is known: %j', async (commits, expected) => {
    await show(commits);
    expect(await screen.findByText(expected)).toBeInTheDocument();
  });

  it('waits for what is still asked for, and is not there where nothing is', async () => {
    const { container, unmount } = await show({
      status: 'pending',
      repository,
    });
    expect(container.querySelector('[aria-busy="true"]')).not.toBeNull();
    unmount();
    await show();
    expect(screen.queryByText('Commits')).not.toBeInTheDocument();
  });
});
