import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createReason,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { minutesAgo, promotion } from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { PromotionProgress } from './PromotionProgress';

const HEAD = 'c'.repeat(40);
const OLGA = 'user:default/olga';
const RITA = 'user:default/rita';

const waiting = (overrides: Partial<Promotion> = {}) =>
  promotion({
    approvalState: 'awaited',
    headCommit: HEAD,
    requestedBy: OLGA,
    ...overrides,
  });
const approved = (overrides: Partial<Promotion> = {}) =>
  waiting({
    approvalState: 'approved',
    approvals: [
      { by: RITA, at: minutesAgo(3), commit: HEAD, reason: 'Tested.' },
    ],
    ...overrides,
  });

function follow(
  followed: Promotion,
  options: {
    api?: ReturnType<typeof deliveryApiMock>;
    viewer?: string;
    mayApprove?: boolean;
    language?: string;
  } = {},
) {
  const api = options.api ?? deliveryApiMock();
  api.getPromotion.mockResolvedValue(followed);
  return renderDelivery(
    <PromotionProgress
      entityRef={followed.entityRef}
      promotion={followed}
      mayApprove={options.mayApprove ?? true}
    />,
    { api, viewer: options.viewer ?? RITA, language: options.language },
  );
}

const approveButton = () =>
  screen.findByRole('button', { name: 'Approve the promotion to production' });

describe('ApprovalFacts', () => {
  it('says what is approved before it is, takes a reason, and shows the approval at once', async () => {
    const user = userEvent.setup();
    const { api } = follow(waiting());
    api.approvePromotion.mockImplementation(async () => {
      api.getPromotion.mockResolvedValue(approved());
      return approved();
    });
    await user.click(await approveButton());
    const dialog = await screen.findByRole('dialog', {
      name: 'Approve the promotion to production?',
    });
    expect(dialog).toHaveTextContent(`the commit ${HEAD.slice(0, 12)}`);
    expect(dialog).toHaveTextContent('2.17.4');
    expect(dialog).toHaveTextContent('2.19.0');
    expect(await axe(dialog)).toEqual([]);
    await user.type(
      within(dialog).getByRole('textbox', { name: 'Reason (optional)' }),
      'Tested.',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
    expect(await screen.findByText('Approved by rita')).toBeInTheDocument();
    expect(screen.getByText(/“Tested\.”/)).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByText('Needs an approval')).toBeNull();
    expect(api.approvePromotion).toHaveBeenCalledTimes(1);
    expect(api.approvePromotion).toHaveBeenCalledWith('p-1', {
      commit: HEAD,
      reason: 'Tested.',
    });
  });

  it('offers nothing to whoever asked for it, and says that somebody else has to', async () => {
    follow(waiting(), { viewer: OLGA });
    expect(
      await screen.findByText(/^You asked for it\. Before it is merged/),
    ).toHaveTextContent('delivery.promotion.approve');
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
  });

  it('says to whoever may not which right is needed, and offers nothing', async () => {
    const { container } = follow(waiting(), { mayApprove: false });
    expect(
      await screen.findByText(
        /somebody who may approve promotions to production/,
      ),
    ).toHaveTextContent('permission delivery.promotion.approve');
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
    expect(await axe(container)).toEqual([]);
  });

  it('says how many of how many have approved, and members of which groups are missing', async () => {
    const sofar = {
      requiredApprovals: {
        count: 2,
        groups: ['group:default/release-managers'],
      },
      missingApprovals: {
        count: 1,
        groups: ['group:default/release-managers'],
      },
      approvals: [{ by: RITA, at: minutesAgo(3), commit: HEAD }],
    };
    const { container } = follow(waiting(sofar), {
      viewer: 'user:default/sam',
    });
    const title = await screen.findByText('1 of 2 have approved.');
    const alert = title.closest('[role=status]');
    expect(alert).toHaveTextContent(
      '2 people who may approve promotions to production have to approve it (permission delivery.promotion.approve).',
    );
    expect(alert).toHaveTextContent('Approved by rita');
    expect(alert).toHaveTextContent(
      'Still missing, a member of each: release-managers',
    );
    expect(alert).not.toHaveTextContent('no longer counts');
    expect(await approveButton()).toBeEnabled();
    expect(await axe(container)).toEqual([]);
  });

  it.each([
    ['en', /^You asked for it\. .* 2 other people who may approve/],
    ['de', /^Sie haben die Beförderung beantragt\. .* 2 andere Personen/],
  ])(
    'says to the requester how many others have to (%s)',
    async (language, words) => {
      follow(
        waiting({
          requiredApprovals: { count: 2, groups: [] },
          missingApprovals: { count: 2, groups: [] },
        }),
        { viewer: OLGA, language },
      );
      expect(await screen.findByText(words)).toBeInTheDocument();
    },
  );

  it('does not ask whoever has approved already', async () => {
    follow(
      waiting({
        requiredApprovals: { count: 2, groups: [] },
        missingApprovals: { count: 1, groups: [] },
        approvals: [{ by: RITA, at: minutesAgo(3), commit: HEAD }],
      }),
    );
    await screen.findByText('1 of 2 have approved.');
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
  });

  it('says that an approval no longer counts, and offers none of what others pushed', async () => {
    const { pullRequest } = promotion();
    follow(
      approved({
        approvalState: 'awaited',
        pullRequest: pullRequest && {
          ...pullRequest,
          headMoved: { commit: 'd'.repeat(40) },
        },
      }),
    );
    expect(
      await screen.findByText(
        'The approval by rita no longer counts, because the branch has moved since.',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
  });

  it('says when the requester may approve, and when nobody approved what was merged', async () => {
    const { unmount } = follow(
      waiting({ approvalState: 'requester-may-approve' }),
    );
    expect(
      await screen.findByText(
        'olga asked for it and may approve promotions to production, so nobody else has to.',
      ),
    ).toBeInTheDocument();
    unmount();
    follow(waiting({ approvalState: 'missing', status: 'merged' }));
    expect(await screen.findByText('Nobody approved it')).toBeInTheDocument();
  });

  it.each([
    [
      new DeliveryRequestError('forbidden', '', 'abc', { status: 403 }),
      /delivery\.promotion\.approve.*Nothing was approved\./,
    ],
    [
      new DeliveryRequestError('refused', 'The branch has moved.', 'abc', {
        status: 409,
      }),
      /The branch has moved\. Nothing was approved\./,
    ],
    [
      new DeliveryRequestError('failed', '', 'abc', { status: 500 }),
      /status 500\. It is not certain whether it was approved\./,
    ],
  ])('says what came of it when the portal fails: %p', async (error, words) => {
    const user = userEvent.setup();
    const { api } = follow(waiting());
    api.approvePromotion.mockRejectedValue(error);
    await user.click(await approveButton());
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
    const alert = await within(dialog).findByRole('alert');
    await waitFor(() => expect(alert).toHaveTextContent(words));
    expect(alert).toHaveTextContent('The promotion could not be approved');
  });

  it('says in German why the portal refused', async () => {
    const user = userEvent.setup();
    const { api } = follow(waiting(), { language: 'de' });
    const reason = createReason('ApprovalOutdated', {
      pullRequest: 7,
      commit: HEAD,
    });
    api.approvePromotion.mockRejectedValue(
      new DeliveryRequestError('refused', reason.message, 'abc', {
        status: 409,
        reason,
      }),
    );
    await user.click(
      await screen.findByRole('button', {
        name: 'Die Beförderung nach production genehmigen',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(
      within(dialog).getByRole('button', { name: 'Genehmigen' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'cccccccccccc ist nicht das, was #7 jetzt enthält. Sehen Sie sich die Beförderung noch einmal an, und genehmigen Sie, was sie enthält.',
    );
  });

  it('says so in German', async () => {
    follow(waiting(), { language: 'de' });
    expect(
      await screen.findByText('Braucht eine Genehmigung'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', {
        name: 'Die Beförderung nach production genehmigen',
      }),
    ).toBeInTheDocument();
  });

  it('says which reviews at the Git host count, and which do not', async () => {
    const base = waiting({
      approvals: [
        { by: RITA, at: minutesAgo(3), commit: HEAD, source: 'git-host' },
      ],
      requiredApprovals: { count: 2, groups: [] },
      missingApprovals: { count: 1, groups: [] },
    });
    const review = {
      state: 'approved',
      commit: HEAD,
      at: minutesAgo(3),
    } as const;
    follow({
      ...base,
      pullRequest: {
        ...base.pullRequest!,
        reviews: [
          { ...review, login: 'rita-h', by: RITA },
          { ...review, login: 'sam-h', by: 'user:default/sam' },
          { ...review, login: 'mallory' },
          { ...review, login: 'old', commit: 'd'.repeat(40) },
        ],
      },
    });
    expect(
      await screen.findByText('Approved by rita, by a review at the Git host'),
    ).toBeVisible();
    expect(
      screen.getByText(
        'sam approved at the Git host, which does not count here.',
      ),
    ).toBeVisible();
    expect(
      screen.getByText(/^mallory approved at the Git host\. The catalog knows/),
    ).toBeVisible();
    expect(screen.queryByText(/^old approved/)).toBeNull();
  });

  it('says that the approval is overridden', async () => {
    follow(waiting({ approvalState: 'overridden' }));
    expect(
      await screen.findByText(
        'Nobody else has to approve it: the approval is overridden.',
      ),
    ).toBeVisible();
  });
});
