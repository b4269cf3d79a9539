import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createReason,
  type GateResult,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import {
  minutesAgo,
  promotion,
  promotionPreview,
  serviceDelivery,
} from '../__testUtils__/delivery';
import { deployment } from '../__testUtils__/deployment';
import {
  deliveryApiMock,
  historyApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { useServiceDelivery } from '../environment/useServiceDelivery';
import type { DeliveryApi } from '../shared/api/DeliveryApi';
import { EnvironmentsContent } from '../service/EnvironmentsContent';
import { PromotionProgress } from './PromotionProgress';

const HEAD = 'c'.repeat(40);
const OLGA = 'user:default/olga';
const RITA = 'user:default/rita';
const UNTIL = '2026-01-01T13:00:00.000Z';
const limits = { defaultMinutes: 240, maxMinutes: 1440 };

const freeze = createReason('Frozen', {
  environment: 'production',
  reasons: ['A fair'],
  until: UNTIL,
});
const gate = (more: Partial<GateResult> = {}): GateResult => ({
  id: 'freeze',
  title: 'No freeze is on',
  status: 'pending',
  overridable: true,
  reason: freeze,
  ...more,
});
const overridden = gate({
  status: 'overridden',
  overridable: undefined,
  reason: createReason('Overridden', {
    cause: freeze,
    by: RITA,
    until: UNTIL,
    text: 'Outage',
  }),
});

const service = (mayOverride = true) => {
  const view = serviceDelivery();
  return {
    ...view,
    permissions: {
      ...view.permissions,
      override: mayOverride ? ['production'] : [],
    },
    ...(mayOverride ? { overrideLimits: limits } : {}),
  };
};

const heldPreview = (overridable?: string[]) =>
  promotionPreview({
    gates: [gate()],
    canOpen: false,
    reason: freeze,
    ...(overridable ? { overridable } : {}),
  });

async function openDialog(
  preview: ReturnType<typeof promotionPreview>,
  language?: string,
  historyApi = historyApiMock(),
) {
  const api = deliveryApiMock();
  api.getService.mockResolvedValue(service());
  api.previewPromotion.mockResolvedValue(preview);
  renderDelivery(<EnvironmentsContent />, { api, historyApi, language });
  await userEvent.click(
    await screen.findByRole('button', {
      name: /Promote to production|Nach production befördern/,
    }),
  );
  const dialog = await screen.findByRole('dialog');
  return { api, dialog };
}

describe('the override of gates in the promote dialog', () => {
  it('takes a reason and a time, and opens the pull request with them', async () => {
    const user = userEvent.setup();
    const { api, dialog } = await openDialog(heldPreview(['freeze']));
    const choose = await within(dialog).findByRole('checkbox', {
      name: 'Override the gate that holds it back',
    });
    expect(
      within(dialog).getByRole('button', { name: /^Open pull request/ }),
    ).toBeDisabled();
    await user.click(choose);
    const confirm = within(dialog).getByRole('button', {
      name: 'Override, and open pull request for production',
    });
    expect(confirm).toBeDisabled();
    expect(confirm).toHaveAccessibleDescription(
      'Say why the gates are overridden.',
    );
    await user.type(
      within(dialog).getByRole('textbox', { name: /Why the gates/ }),
      ' Outage ',
    );
    await user.click(confirm);
    await waitFor(() =>
      expect(api.openPromotion).toHaveBeenCalledWith(
        'component:default/audiobookshelf',
        {
          from: 'canary',
          to: 'production',
          override: { gates: ['freeze'], reason: 'Outage', minutes: 240 },
        },
        expect.anything(),
      ),
    );
  });

  const refetched = (api: jest.Mocked<DeliveryApi>) => {
    const asked = api.previewPromotion.mock.calls.length;
    return waitFor(
      () =>
        expect(api.previewPromotion.mock.calls.length).toBeGreaterThan(asked),
      { timeout: 15_000 },
    );
  };
  const chooseWithReason = async (dialog: HTMLElement) => {
    await userEvent.click(await within(dialog).findByRole('checkbox'));
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Why the gates/ }),
      'Outage',
    );
  };

  it('overrides nothing when the gate has passed meanwhile', async () => {
    const { api, dialog } = await openDialog(heldPreview(['freeze']));
    await chooseWithReason(dialog);
    api.previewPromotion.mockResolvedValue(promotionPreview());
    await refetched(api);
    await userEvent.click(
      await within(dialog).findByRole('button', {
        name: 'Open pull request for production',
      }),
    );
    expect(api.openPromotion).toHaveBeenCalledWith(
      expect.anything(),
      { from: 'canary', to: 'production' },
      expect.anything(),
    );
  }, 30_000);

  it('overrides only what the dialog still names', async () => {
    const soak = gate({ id: 'soak', title: 'Soak' });
    const { api, dialog } = await openDialog(
      promotionPreview({
        gates: [gate(), soak],
        canOpen: false,
        reason: freeze,
        overridable: ['freeze', 'soak'],
      }),
    );
    await chooseWithReason(dialog);
    api.previewPromotion.mockResolvedValue(heldPreview(['freeze']));
    await within(dialog).findByRole('checkbox', {
      name: 'Override the 2 gates that hold it back',
    });
    expect(
      await within(dialog).findByRole(
        'checkbox',
        { name: 'Override the gate that holds it back' },
        { timeout: 15_000 },
      ),
    ).toBeChecked();
    await userEvent.click(
      within(dialog).getByRole('button', { name: /^Override, and/ }),
    );
    expect(api.openPromotion).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({
        override: expect.objectContaining({ gates: ['freeze'] }),
      }),
      expect.anything(),
    );
  }, 30_000);

  it('is forgotten when the dialog is closed', async () => {
    const { dialog } = await openDialog(heldPreview(['freeze']));
    await chooseWithReason(dialog);
    await userEvent.click(
      within(dialog).getAllByRole('button', { name: 'Close' }).at(-1)!,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Promote to production' }),
    );
    expect(
      await within(await screen.findByRole('dialog')).findByRole('checkbox'),
    ).not.toBeChecked();
  });

  it('is forgotten when another release is chosen', async () => {
    const past = historyApiMock();
    past.getDeployments.mockResolvedValue({
      items: [
        deployment({
          id: 'in-canary',
          environment: 'canary',
          release: { images: [{ name: 'acme/shop', tag: '1.0' }] },
        }),
      ],
    });
    const { api, dialog } = await openDialog(
      heldPreview(['freeze']),
      undefined,
      past,
    );
    await chooseWithReason(dialog);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Choose another release' }),
    );
    await userEvent.click(
      await within(dialog).findByRole('radio', { name: /1\.0/ }),
    );
    await waitFor(() =>
      expect(api.previewPromotion).toHaveBeenLastCalledWith(
        expect.anything(),
        expect.objectContaining({ deployment: 'in-canary' }),
        expect.anything(),
      ),
    );
    expect(await within(dialog).findByRole('checkbox')).not.toBeChecked();
  });

  it('is not offered where the backend does not say that all can be overridden', async () => {
    const { dialog } = await openDialog(heldPreview());
    expect(await within(dialog).findByText('Waiting')).toBeVisible();
    expect(within(dialog).queryByRole('checkbox')).toBeNull();
  });

  it('is offered in German', async () => {
    const { dialog } = await openDialog(heldPreview(['freeze']), 'de');
    expect(
      await within(dialog).findByRole('checkbox', {
        name: 'Das Gate übergehen, das sie verhindert',
      }),
    ).toBeVisible();
    expect(await axe(dialog)).toEqual([]);
  });
});

describe('the override of gates of an open promotion', () => {
  const open = (held: GateResult[], more: Partial<Promotion> = {}) => {
    const base = promotion({ headCommit: HEAD, requestedBy: OLGA, ...more });
    return {
      ...base,
      pullRequest: {
        ...base.pullRequest!,
        gates: {
          state: held.some(({ status }) => status === 'overridden')
            ? ('overridden' as const)
            : ('pending' as const),
          held,
          asOf: minutesAgo(1),
        },
      },
    };
  };

  function follow(
    followed: Promotion,
    { mayOverride = true, viewer = RITA } = {},
  ) {
    const api = deliveryApiMock();
    api.getPromotion.mockResolvedValue(followed);
    const view = service(mayOverride);
    api.getService.mockResolvedValue(view);
    // As on the page of a service, which reads it.
    const Page = () => {
      useServiceDelivery(followed.entityRef);
      return (
        <PromotionProgress
          entityRef={followed.entityRef}
          promotion={followed}
          mayApprove={false}
        />
      );
    };
    return renderDelivery(<Page />, { api, viewer });
  }
  const button = () =>
    screen.queryByRole('button', { name: 'Override gates…' });

  it('names the gates and the commit, takes a reason, and shows the answer at once', async () => {
    const user = userEvent.setup();
    const { api } = follow(open([gate()]));
    const answer = open([overridden], {
      overrides: [
        {
          by: RITA,
          at: minutesAgo(0),
          until: UNTIL,
          reason: 'Outage',
          gates: ['freeze'],
          commit: HEAD,
        },
      ],
    });
    api.overridePromotion.mockImplementation(async () => {
      api.getPromotion.mockResolvedValue(answer);
      return answer;
    });
    await waitFor(() => expect(button()).toBeVisible());
    await user.click(button()!);
    const dialog = await screen.findByRole('dialog', {
      name: 'Override gates of the promotion to production?',
    });
    expect(dialog).toHaveTextContent(HEAD.slice(0, 12));
    expect(dialog).toHaveTextContent('No freeze is on');
    const confirm = within(dialog).getByRole('button', { name: 'Override' });
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByRole('textbox'), 'Outage');
    expect(await axe(dialog)).toEqual([]);
    await user.click(confirm);
    expect(await screen.findByText('Overridden')).toBeVisible();
    expect(screen.getByText(/rita overrode gates until/)).toHaveTextContent(
      'No freeze is on. “Outage”',
    );
    expect(button()).toBeNull();
    expect(api.overridePromotion).toHaveBeenCalledWith('p-1', {
      commit: HEAD,
      gates: ['freeze'],
      reason: 'Outage',
      minutes: 240,
    });
  });

  it.each([
    ['to whoever may not', [gate()], { mayOverride: false }],
    [
      'where one of them cannot be overridden',
      [gate(), gate({ id: 'differs', overridable: undefined })],
      {},
    ],
    [
      'for the approval of what the viewer asked for',
      [gate({ id: 'approval' })],
      { viewer: OLGA },
    ],
    ['where nothing holds it back', [overridden], {}],
  ])('is not offered %s', async (_where, held, options) => {
    follow(open(held), options);
    expect(await screen.findByText(/Branch/)).toBeVisible();
    expect(button()).toBeNull();
  });
});
