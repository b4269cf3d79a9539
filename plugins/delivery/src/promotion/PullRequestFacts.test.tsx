import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createReason,
  type Promotion,
  type PromotionPullRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { minutesAgo, promotion } from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { PromotionLabel } from './PromotionLabel';
import { PromotionProgress } from './PromotionProgress';

function withPull(
  facts: Partial<PromotionPullRequest>,
  overrides: Partial<Promotion> = {},
): Promotion {
  const pullRequest = promotion().pullRequest as PromotionPullRequest;
  return promotion({ pullRequest: { ...pullRequest, ...facts }, ...overrides });
}

function follow(
  followed: Promotion,
  options: {
    api?: ReturnType<typeof deliveryApiMock>;
    mayPromote?: boolean;
    language?: string;
  } = {},
) {
  const api = options.api ?? deliveryApiMock();
  api.getPromotion.mockResolvedValue(followed);
  return renderDelivery(
    <PromotionProgress
      entityRef={followed.entityRef}
      promotion={followed}
      mayPromote={options.mayPromote ?? true}
    />,
    { api, language: options.language },
  );
}

describe('PullRequestFacts', () => {
  it('says that somebody else pushed, which commit, and leads to the real diff', async () => {
    const { container } = follow(
      withPull(
        { headMoved: { commit: 'deadbeef'.repeat(5), by: 'erin' } },
        {
          reason: createReason('HeadMoved', {
            pullRequest: 12,
            commit: 'deadbeef'.repeat(5),
            by: 'erin',
          }),
        },
      ),
    );
    expect(
      await screen.findByText(
        'Its branch was changed and now points at deadbee, written by erin.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /^See what a merge would bring/ }),
    ).toHaveAttribute('href', promotion().pullRequest?.url);
    // The reason says the same.
    expect(screen.queryByText(/no longer points/)).toBeNull();
    expect(await axe(container)).toEqual([]);
  });

  it('says that somebody gave it another base branch, and what to do', async () => {
    const { container } = follow(
      withPull({ retargeted: { base: 'release', expected: 'main' } }),
    );
    expect(
      await screen.findByText('Goes into release, not into main'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /a merge would bring nothing to production\. Set it back to main/,
      ),
    ).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });

  it('names what conflicts and renews on request, once', async () => {
    const old = withPull({
      mergeable: false,
      conflicts: ['a/kustomization.yaml'],
    });
    const renewed = withPull({ number: 13 }, { id: 'p-2' });
    const { api } = follow(old);
    api.getPromotion.mockImplementation(async id =>
      id === 'p-2' ? renewed : old,
    );
    api.renewPromotion.mockResolvedValue(renewed);
    expect(
      await screen.findByText('The pull request cannot be merged'),
    ).toBeInTheDocument();
    expect(screen.getByText('a/kustomization.yaml')).toBeInTheDocument();
    await userEvent.dblClick(screen.getByRole('button', { name: 'Renew' }));
    // The one that took its place is followed.
    expect(
      await screen.findByRole('link', { name: /^PR #13/ }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/cannot be merged/)).toBeNull();
    expect(api.renewPromotion).toHaveBeenCalledTimes(1);
    expect(api.renewPromotion).toHaveBeenCalledWith('p-1', {
      signal: expect.any(AbortSignal),
    });
  });

  it('says whether a failed renewal changed anything', async () => {
    const api = deliveryApiMock();
    api.renewPromotion.mockRejectedValue(
      new DeliveryRequestError('timeout', '', 'x1'),
    );
    follow(withPull({ mergeable: false }), { api });
    await userEvent.click(await screen.findByRole('button', { name: 'Renew' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It is not certain whether it was renewed. You can safely try again.',
    );
  });

  it('offers no renewal to who may not promote', async () => {
    follow(withPull({ mergeable: false }), { mayPromote: false });
    expect(
      await screen.findByText(/^You may not promote to production/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Renew' })).toBeNull();
  });

  it('lists the checks with their state, and what they say together', async () => {
    const { container } = follow(
      withPull({
        asOf: minutesAgo(2),
        checks: {
          state: 'failed',
          items: [
            { name: 'lint', state: 'passed', url: 'https://ci.example.org/1' },
            { name: 'scan', state: 'failed', required: true },
            { name: 'render', state: 'pending' },
          ],
        },
      }),
    );
    expect(await screen.findByText('1 check failed')).toBeInTheDocument();
    const items = screen
      .getAllByRole('listitem')
      .map(item => item.textContent ?? '');
    expect(items).toEqual(
      expect.arrayContaining([
        'Passedlint',
        'Failedscanrequired',
        'Pendingrender',
      ]),
    );
    expect(screen.getByRole('link', { name: /^lint/ })).toHaveAttribute(
      'href',
      'https://ci.example.org/1',
    );
    expect(
      screen.getByText(/^As of 2\smin ago, from the Git host$/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(new RegExp(`Branch ${promotion().branch}`)),
    ).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });

  it('says that a gate no longer passes', async () => {
    follow(
      withPull({
        gates: {
          state: 'failed',
          reason: createReason('EnvironmentUnhealthy', {
            environment: 'canary',
            health: 'Degraded',
          }),
          asOf: minutesAgo(0),
        },
      }),
    );
    expect(
      await screen.findByText('Better not merge into production now'),
    ).toBeInTheDocument();
    expect(screen.getByText(/canary is Degraded/)).toBeInTheDocument();
  });

  it('says none of it once it is merged', async () => {
    follow(
      withPull(
        { mergeable: false, checks: { state: 'passed', items: [] } },
        { status: 'merged' },
      ),
    );
    expect(
      await screen.findByText('Merged. Waiting for the sync to begin.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/cannot be merged/)).toBeNull();
  });

  it('looks for a pull request whose answer was lost, and claims nothing', async () => {
    const lost = promotion({
      status: 'proposed',
      pullRequest: undefined,
      reason: createReason('PullRequestUnknown', { branch: 'promote/shop' }),
    });
    follow(lost);
    expect(
      await screen.findByText(/looks for it on the branch promote\/shop/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Opening the pull request')).toBeNull();
  });

  it('says that a closed one is followed again when it is reopened', async () => {
    const closed = promotion({
      status: 'rejected',
      reason: createReason('PullRequestClosed', {}),
    });
    const { api, queryClient } = follow(closed);
    expect(
      await screen.findByText('If it is reopened, this page follows it again.'),
    ).toBeInTheDocument();
    api.getPromotion.mockResolvedValue(promotion());
    await queryClient.invalidateQueries();
    expect(
      await screen.findByText('Waiting for someone to merge it.'),
    ).toBeInTheDocument();
  });

  it('speaks German', async () => {
    follow(withPull({ mergeable: false }), { language: 'de' });
    expect(
      await screen.findByRole('button', { name: 'Erneuern' }),
    ).toBeInTheDocument();
  });
});

describe('PromotionLabel', () => {
  it('says in a few words what needs somebody', async () => {
    const { container } = renderDelivery(
      <PromotionLabel
        promotion={withPull(
          {
            headMoved: { commit: 'a'.repeat(40) },
            mergeable: false,
            checks: {
              state: 'pending',
              items: [{ name: 'lint', state: 'pending' }],
            },
          },
          {
            reason: createReason('PullRequestConflicts', { files: [] }),
          },
        )}
      />,
    );
    const label = within(container);
    expect(
      await label.findByText('Changed by somebody else'),
    ).toBeInTheDocument();
    expect(label.getByText('Conflicts, cannot be merged')).toBeInTheDocument();
    expect(label.getByText('1 check is pending')).toBeInTheDocument();
    expect(label.queryByText(/Renew it on/)).toBeNull();
    expect(await axe(container)).toEqual([]);
  });

  it.each(['failed', 'unknown', 'pending'] as const)(
    'says that gates hold it back, or that it only waits for them: %s',
    async state => {
      renderDelivery(
        <PromotionLabel
          promotion={withPull({
            gates: {
              state,
              reason: createReason('ApprovalAwaited', {
                environment: 'production',
              }),
              asOf: minutesAgo(0),
            },
          })}
        />,
      );
      const [said, other] =
        state === 'pending'
          ? ['Waits for gates', 'Gates no longer pass']
          : ['Gates no longer pass', 'Waits for gates'];
      expect(await screen.findByText(said)).toBeInTheDocument();
      expect(screen.queryByText(other)).toBeNull();
    },
  );

  it('says until when it waits where that is known', async () => {
    const changesAt = '2026-12-07T06:00:00.000Z';
    renderDelivery(
      <PromotionLabel
        promotion={withPull({
          gates: {
            state: 'pending',
            reason: createReason(
              'Frozen',
              {
                environment: 'production',
                reasons: ['Weekend'],
                until: changesAt,
              },
              { changesAt },
            ),
            asOf: minutesAgo(0),
          },
        })}
      />,
    );
    expect(await screen.findByText(/^Waits until /)).toBeInTheDocument();
    expect(screen.queryByText('Waits for gates')).toBeNull();
    expect(screen.queryByText('Gates no longer pass')).toBeNull();
  });

  it('says that a lost pull request is looked for', async () => {
    renderDelivery(
      <PromotionLabel
        promotion={promotion({
          status: 'proposed',
          pullRequest: undefined,
          reason: createReason('PullRequestUnknown', { branch: 'b' }),
        })}
      />,
    );
    await waitFor(() =>
      expect(
        screen.getByText('Looking for the pull request'),
      ).toBeInTheDocument(),
    );
  });
});
