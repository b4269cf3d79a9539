import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createReason,
  type TrainPreviewMember,
} from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { promotion, promotionPreview } from '../__testUtils__/delivery';
import { fleetCell, fleetOf, fleetRow } from '../__testUtils__/fleet';
import {
  deliveryApiMock,
  renderDelivery,
  trainApiMock,
  trainOf,
} from '../__testUtils__/renderDelivery';
import { DeliveryPage } from '../fleet/DeliveryPage';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';

const NAMES = ['cart', 'mail', 'search'];
const refOf = (name: string) => `component:default/${name}`;
const environments = [
  fleetCell('dev'),
  fleetCell('staging'),
  fleetCell('production'),
];
const FLEET = fleetOf(NAMES.map(name => fleetRow(name, { environments })));

function goer(name: string): TrainPreviewMember {
  const { files, clusterChanges, ...preview } = promotionPreview();
  return {
    entityRef: refOf(name),
    canOpen: true,
    preview: {
      ...preview,
      entityRef: refOf(name),
      from: 'staging',
      to: 'production',
    },
  };
}

const stayer: TrainPreviewMember = {
  entityRef: refOf('search'),
  canOpen: false,
  reason: createReason('NothingToPromote', {
    from: 'staging',
    to: 'production',
  }),
};

const open = (name: string, overrides = {}) => ({
  entityRef: refOf(name),
  from: 'staging',
  promotion: promotion({
    entityRef: refOf(name),
    status: 'open',
    train: 'any',
    ...overrides,
  }),
});

function rendered(
  options: {
    path?: string;
    train?: ReturnType<typeof trainOf>;
    members?: TrainPreviewMember[];
    language?: string;
  } = {},
) {
  const api = deliveryApiMock();
  api.getFleet.mockResolvedValue(FLEET);
  const trainApi = trainApiMock(
    options.train ?? trainOf([open('cart'), open('mail')]),
    {
      to: 'production',
      pullRequests: 'each',
      members: options.members ?? [goer('cart'), goer('mail'), stayer],
    },
  );
  const view = renderDelivery(<DeliveryPage />, {
    api,
    trainApi,
    path: options.path ?? '/?show=all',
    language: options.language,
  });
  return { ...view, trainApi };
}

const dialog = () => screen.findByRole('dialog');

async function select(...names: string[]) {
  for (const name of names) {
    await userEvent.click(
      await screen.findByRole('checkbox', { name: `Select ${name}` }),
    );
  }
}

describe('promoting several services together', () => {
  it('selects them, and leaves none out before the person says so', async () => {
    const { trainApi } = rendered();
    expect(
      await screen.findByRole('button', { name: 'Promote selected…' }),
    ).toBeDisabled();
    await select('cart');
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Select all shown' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Promote 3 selected…' }),
    );
    const shown = within(await dialog());
    expect(
      shown.getByText('Choose an environment', { selector: 'p' }),
    ).toBeInTheDocument();
    expect(trainApi.previewTrain).not.toHaveBeenCalled();
    await userEvent.click(
      shown.getByRole('button', { name: /To which environment/ }),
    );
    expect(
      screen.getAllByRole('option').map(({ textContent }) => textContent),
    ).toEqual(['staging', 'production']);
    await userEvent.click(screen.getByRole('option', { name: 'production' }));
    await shown.findByText('2 services can go');
    expect(trainApi.previewTrain).toHaveBeenCalledWith(
      { to: 'production', entityRefs: NAMES.map(refOf) },
      expect.anything(),
    );
    const confirm = shown.getByRole('button', {
      name: 'Promote 2 services to production',
    });
    expect(shown.getByText('1 service cannot go')).toBeInTheDocument();
    expect(confirm).toBeDisabled();
    expect(confirm).toHaveAccessibleDescription(
      'Say whether the others go without those that cannot.',
    );
    expect(await axe(await dialog())).toEqual([]);
    await userEvent.click(
      shown.getByRole('checkbox', { name: 'Promote the others without it' }),
    );
    await userEvent.click(confirm);
    expect(trainApi.openTrain).toHaveBeenCalledWith({
      to: 'production',
      entityRefs: ['cart', 'mail'].map(refOf),
    });
    expect(
      await within(await dialog()).findByText(
        '0 of 2 have arrived in production.',
      ),
    ).toBeInTheDocument();
    // What was promoted is not selected any more.
    await userEvent.click(
      within(await dialog())
        .getAllByRole('button', { name: 'Close' })
        .at(-1)!,
    );
    expect(
      await screen.findByRole('button', { name: 'Promote selected…' }),
    ).toBeDisabled();
  });

  it('asks for a reason where one of them needs it', async () => {
    const asking = goer('cart');
    asking.preview!.reasonRequired = [
      createReason('RolledBackBefore', {
        environment: 'production',
        at: '2026-01-01T11:00:00.000Z',
      }),
    ];
    const { trainApi } = rendered({
      path: `/?promote=${refOf('cart')}&promote=${refOf('mail')}&to=production`,
      members: [asking, goer('mail')],
    });
    const shown = within(await dialog());
    const confirm = await shown.findByRole('button', {
      name: 'Promote 2 services to production',
    });
    await waitFor(() => expect(confirm).toBeDisabled());
    await userEvent.type(shown.getByRole('textbox'), 'It is fixed');
    await userEvent.click(confirm);
    expect(trainApi.openTrain).toHaveBeenCalledWith({
      to: 'production',
      entityRefs: ['cart', 'mail'].map(refOf),
      reason: 'It is fixed',
    });
  });

  it('says what is not known when the answer is lost, and that trying again is safe', async () => {
    const { trainApi } = rendered({
      path: `/?promote=${refOf('cart')}&to=production`,
      members: [goer('cart')],
    });
    trainApi.openTrain.mockRejectedValue(new Error('Failed to fetch'));
    const shown = within(await dialog());
    await userEvent.click(
      await shown.findByRole('button', {
        name: 'Promote 1 service to production',
      }),
    );
    expect(
      await shown.findByText(
        'There is no confirmation that the pull requests were opened',
      ),
    ).toBeInTheDocument();
    trainApi.openTrain.mockRejectedValue(
      new DeliveryRequestError('refused', 'No', 'r-1'),
    );
    await userEvent.click(shown.getAllByRole('button', { name: /again/ })[0]);
    expect(
      await shown.findByText('They could not be promoted'),
    ).toBeInTheDocument();
  });

  it('follows those of a shared link, and tries again what was not opened', async () => {
    const train = trainOf([
      open('cart', { status: 'succeeded' }),
      {
        entityRef: refOf('mail'),
        from: 'staging',
        failure: createReason('OpeningFailed', {}),
      },
      { entityRef: refOf('search'), from: 'staging', opening: true },
    ]);
    const { trainApi } = rendered({ path: `/?train=${train.id}`, train });
    const shown = within(await dialog());
    expect(
      await shown.findByText('1 of 3 have arrived in production.'),
    ).toBeInTheDocument();
    expect(trainApi.getTrain).toHaveBeenCalledWith(train.id, expect.anything());
    expect(shown.getByText('Not opened')).toBeInTheDocument();
    expect(shown.getByText('Opening its pull request…')).toBeInTheDocument();
    expect(
      shown.getByRole('link', { name: 'Gates and approvals of cart' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining(
        '/catalog/default/component/cart/environments?promote=production&promotion=',
      ),
    );
    expect(await axe(await dialog())).toEqual([]);
    trainApi.retryTrain.mockResolvedValue(
      trainOf([
        train.members[0],
        open('mail', { status: 'succeeded' }),
        open('search', { status: 'succeeded' }),
      ]),
    );
    await userEvent.click(shown.getByRole('button', { name: 'Try 1 again' }));
    expect(
      await shown.findByText('3 of 3 have arrived in production.'),
    ).toBeInTheDocument();
    await act(async () => {});
  });

  it('says that they share a pull request', async () => {
    const train = trainOf(
      [
        open('cart', { sharesPullRequest: true }),
        open('mail', { sharesPullRequest: true }),
      ],
      { pullRequests: 'one' },
    );
    rendered({ path: `/?train=${train.id}`, train });
    expect(
      await within(await dialog()).findByText(
        /^They share #\d+: merging or closing it concerns all of them.$/,
      ),
    ).toBeInTheDocument();
  });

  it('speaks German', async () => {
    rendered({
      path: `/?promote=${refOf('cart')}&to=production`,
      members: [goer('cart')],
      language: 'de',
    });
    expect(
      await within(await dialog()).findByRole('button', {
        name: '1 Dienst nach production befördern',
      }),
    ).toBeInTheDocument();
  });
});
