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

// The whole page is drawn for each.
jest.setTimeout(60_000);

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
    fleet?: 'fails';
  } = {},
) {
  const api = deliveryApiMock();
  if (options.fleet === 'fails') {
    api.getFleet.mockRejectedValue(
      new DeliveryRequestError('refused', 'No', 'r-1'),
    );
  } else {
    api.getFleet.mockResolvedValue(FLEET);
  }
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
  return { ...view, api, trainApi };
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
    const promote = await screen.findByRole('button', {
      name: 'Promote selected…',
    });
    expect(promote).toBeDisabled();
    expect(promote).toHaveAccessibleDescription(
      'Select services to promote them together.',
    );
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
    await shown.findByText('2 services can be promoted');
    expect(trainApi.previewTrain).toHaveBeenCalledWith(
      { to: 'production', entityRefs: NAMES.map(refOf) },
      expect.anything(),
    );
    const confirm = shown.getByRole('button', {
      name: 'Promote 2 services to production',
    });
    expect(shown.getByText('1 service cannot be promoted')).toBeInTheDocument();
    expect(confirm).toBeDisabled();
    expect(confirm).toHaveAccessibleDescription(
      'Choose whether to promote the others without them.',
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
      await within(await dialog()).findByText('Arrived in production: 0 of 2.'),
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
        mayRetry: true,
      },
      { entityRef: refOf('search'), from: 'staging', opening: true },
    ]);
    const { trainApi } = rendered({ path: `/?train=${train.id}`, train });
    const shown = within(await dialog());
    expect(
      await shown.findByText('Arrived in production: 1 of 3.'),
    ).toBeInTheDocument();
    expect(trainApi.getTrain).toHaveBeenCalledWith(train.id, expect.anything());
    expect(shown.getByText('Not opened')).toBeInTheDocument();
    expect(shown.getByText('Opening its pull request…')).toBeInTheDocument();
    expect(
      shown.getByRole('link', { name: 'Gates and approvals of cart' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining(
        '/catalog/default/component/cart/environments?promote=production&source=staging&promotion=',
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
      await shown.findByText('Arrived in production: 3 of 3.'),
    ).toBeInTheDocument();
    await act(async () => {});
  });

  it('looks again where the answer to another try is lost', async () => {
    const failed = {
      entityRef: refOf('mail'),
      from: 'staging',
      failure: createReason('OpeningFailed', {}),
      mayRetry: true as const,
    };
    const train = trainOf([failed]);
    const { trainApi } = rendered({ path: `/?train=${train.id}`, train });
    const shown = within(await dialog());
    const again = await shown.findByRole('button', { name: 'Try 1 again' });
    trainApi.retryTrain.mockRejectedValue(new Error('Failed to fetch'));
    trainApi.getTrain.mockResolvedValue(
      trainOf([open('mail', { status: 'succeeded' })]),
    );
    await userEvent.click(again);
    expect(
      await shown.findByText('Arrived in production: 1 of 1.'),
    ).toBeInTheDocument();
    expect(shown.queryByRole('button', { name: /Try/ })).toBeNull();
  });

  it('says that what it shows is old while the portal does not answer', async () => {
    const train = trainOf([
      { ...open('mail'), promotion: undefined, opening: true },
    ]);
    const { trainApi } = rendered({ path: `/?train=${train.id}`, train });
    const shown = within(await dialog());
    await shown.findByText('Arrived in production: 0 of 1.');
    trainApi.getTrain.mockRejectedValue(
      new DeliveryRequestError('refused', 'No', 'r-1'),
    );
    expect(
      await shown.findByText(
        /^This could not be refreshed/,
        {},
        { timeout: 10_000 },
      ),
    ).toBeInTheDocument();
    expect(
      shown.getByText('Arrived in production: 0 of 1.'),
    ).toBeInTheDocument();
  });

  it('offers no other try to whoever may not promote', async () => {
    const train = trainOf([
      open('cart'),
      {
        entityRef: refOf('mail'),
        from: 'staging',
        failure: createReason('OpeningFailed', {}),
      },
    ]);
    rendered({ path: `/?train=${train.id}`, train });
    const shown = within(await dialog());
    expect(await shown.findByText('Not opened')).toBeInTheDocument();
    expect(shown.queryByRole('button', { name: /Try/ })).toBeNull();
    expect(
      shown.getByText(/^You may not promote to production/),
    ).toBeInTheDocument();
  });

  it('says of each shared pull request which services it brings', async () => {
    const shares = (name: string, number: number) =>
      open(name, {
        sharesPullRequest: true,
        pullRequest: {
          number,
          url: `https://git.example.org/pull/${number}`,
          title: 'Promote',
        },
      });
    const train = trainOf(
      [shares('cart', 12), shares('mail', 12), shares('search', 7)],
      { pullRequests: 'one' },
    );
    rendered({ path: `/?train=${train.id}`, train });
    const shown = within(await dialog());
    expect(
      await shown.findByText(
        'PR #12 brings cart, mail: merging or closing it concerns all of them.',
      ),
    ).toBeInTheDocument();
    // The others of it are not for this person to see.
    expect(
      shown.getByText(
        'PR #7 brings search and others: merging or closing it concerns all of them.',
      ),
    ).toBeInTheDocument();
  });

  it('says that the fleet is not known, rather than that nothing can be promoted', async () => {
    const { api } = rendered({
      path: `/?promote=${refOf('cart')}`,
      fleet: 'fails',
    });
    const shown = within(await dialog());
    expect(await shown.findByRole('alert')).toBeInTheDocument();
    expect(shown.queryByText(/^None of these services/)).toBeNull();
    api.getFleet.mockResolvedValue(FLEET);
    await userEvent.click(shown.getByRole('button', { name: /again|retry/i }));
    expect(
      await shown.findByRole('button', { name: /To which environment/ }),
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
