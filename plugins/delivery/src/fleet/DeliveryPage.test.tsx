import {
  type BackstageUserIdentity,
  identityApiRef,
} from '@backstage/frontend-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { fleetCell, fleetOf, fleetRow } from '../__testUtils__/fleet';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { DeliveryPage } from './DeliveryPage';

const kafka = fleetRow('kafka', {
  owner: 'group:default/infra',
  layer: 'platform',
  category: 'messaging',
  system: 'system:default/messaging',
  environments: [
    fleetCell('dev', { health: 'Degraded' }),
    fleetCell('production', { cluster: 'edge', release: '2.17.4' }),
  ],
  need: 'degraded',
  why: {
    environment: 'dev',
    reason: createReason('ApplicationMissing', { environment: 'dev' }),
  },
});
const fleet = fleetOf([kafka, fleetRow('audiobookshelf')]);

/** The page on a window as wide as jsdom's, which has none: with cards; the matrix has a test of its own. */
function rendered(
  options: {
    path?: string;
    owners?: string[];
    answer?: typeof fleet | Error;
    /** Says who the viewer is. */
    identity?: () => Promise<BackstageUserIdentity>;
  } = {},
) {
  const { answer = fleet, identity, owners } = options;
  const api = deliveryApiMock();
  if (answer instanceof Error) api.getFleet.mockRejectedValue(answer);
  else api.getFleet.mockResolvedValue(answer);
  const page = identity ? (
    <TestApiProvider
      apis={[[identityApiRef, { getBackstageIdentity: identity }]]}
    >
      <DeliveryPage />
    </TestApiProvider>
  ) : (
    <DeliveryPage />
  );
  return renderDelivery(page, {
    api,
    path: options.path,
    ...(owners ? { viewer: 'user:default/mona', owners } : {}),
  });
}

const names = () =>
  screen
    .getAllByRole('link', { name: /^(kafka|audiobookshelf)$/ })
    .map(link => link.textContent);

async function choose(label: string, option: string | RegExp) {
  await userEvent.click(
    screen.getByRole('button', { name: new RegExp(label) }),
  );
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

describe('DeliveryPage', () => {
  it('begins with what needs somebody, says what is wrong, and asks once for all', async () => {
    const { api, container } = rendered();
    expect(
      await screen.findByText('1 service needs somebody now'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/: kafka is degraded in dev\.$/),
    ).toBeInTheDocument();
    expect(names()).toEqual(['kafka', 'audiobookshelf']);
    expect(screen.getByText('infra · messaging')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'kafka, production: 2.17.4, Healthy' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/kafka/environments?environment=production',
    );
    expect(screen.getByText(/^dev: /)).toBeInTheDocument();
    expect(screen.getByText('2 services')).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
    expect(api.getFleet).toHaveBeenCalledTimes(1);
    expect(api.getSummaries).not.toHaveBeenCalled();
    expect(api.getInstances).not.toHaveBeenCalled();
  });

  it('names an Argo CD that does not answer, and keeps the list', async () => {
    const since = new Date(Date.now() - 250_000).toISOString();
    rendered({
      answer: {
        ...fleet,
        instances: [
          { name: 'near', reachable: true },
          {
            name: 'far',
            reachable: false,
            lastContact: since,
            unreachableSince: since,
          },
        ],
      },
    });
    expect(
      await screen.findByText(/^Argo CD far has not answered for 4\smin\.$/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Argo CD near/)).toBeNull();
    expect(names()).toEqual(['kafka', 'audiobookshelf']);
  });

  it('shows a view on request, and all again', async () => {
    rendered();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Needs attention 1' }),
    );
    expect(names()).toEqual(['kafka']);
    expect(screen.getByText('1 of 2 services')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Drifted 0' }));
    expect(screen.getByText('Nothing to show here')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all services' }),
    );
    expect(names()).toEqual(['kafka', 'audiobookshelf']);
  });

  it('shows what is the viewer’s and their teams’', async () => {
    rendered({ owners: ['user:default/mona', 'group:default/product'] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'My teams 1' }),
    );
    expect(names()).toEqual(['audiobookshelf']);
    // The other chips count what would be left.
    expect(
      screen.getByRole('button', { name: 'Needs attention 0' }),
    ).toBeInTheDocument();
  });

  it('takes its filter from the address', async () => {
    rendered({ path: '/?filter=messaging&cluster=edge' });
    expect(await screen.findByText('1 of 2 services')).toBeInTheDocument();
    expect(names()).toEqual(['kafka']);
    expect(screen.getByRole('searchbox')).toHaveValue('messaging');
    expect(
      screen.getByRole('button', { name: /^edge Cluster/ }),
    ).toBeInTheDocument();
  });

  it('narrows to a team, and to a state of an environment', async () => {
    rendered();
    await screen.findByText('2 services');
    await choose('Team$', 'product');
    expect(names()).toEqual(['audiobookshelf']);
    await choose('Team$', 'All teams');
    await choose('State of an environment$', 'Degraded');
    expect(names()).toEqual(['kafka']);
  });

  it('groups by cluster, and hides the services of a group', async () => {
    const { container } = rendered();
    await screen.findByText('2 services');
    await choose('Group by$', 'Grouped by cluster');
    expect(names()).toEqual(['kafka', 'audiobookshelf', 'kafka']);
    const head = screen.getByRole('button', {
      name: 'homelab, 2 services, 1 Degraded, 2 Healthy',
    });
    expect(await axe(container)).toEqual([]);
    await userEvent.click(head);
    expect(head).toHaveAttribute('aria-expanded', 'false');
    expect(names()).toEqual(['kafka']);
    expect(
      screen.getByRole('button', { name: 'edge, 1 service, 1 Healthy' }),
    ).toHaveAttribute('aria-expanded', 'true');
  });

  it('says when nothing matches, and leads back', async () => {
    rendered();
    await screen.findByText('2 services');
    await userEvent.type(screen.getByRole('searchbox'), 'zzz');
    expect(
      await screen.findByText('No service matches “zzz”'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filter' }),
    );
    expect(await screen.findByText('2 services')).toBeInTheDocument();
  });

  it('blames no words where something else narrows too, and takes all of it back', async () => {
    rendered({ path: '/?filter=kafka&show=drifted' });
    expect(await screen.findByText('Nothing to show here')).toBeInTheDocument();
    expect(screen.queryByText(/No service matches/)).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all services' }),
    );
    expect(names()).toEqual(['kafka', 'audiobookshelf']);
  });

  it('keeps a view that is chosen while what was typed is on its way to the address', async () => {
    rendered();
    await screen.findByText('2 services');
    await userEvent.type(screen.getByRole('searchbox'), 'k');
    const chip = screen.getByRole('button', { name: /^Needs attention/ });
    await userEvent.click(chip);
    // Longer than it takes to get there.
    await act(() => new Promise(resolve => setTimeout(resolve, 600)));
    expect(chip).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByRole('searchbox')).toHaveValue('k');
    expect(names()).toEqual(['kafka']);
  });

  it('does not call well what cannot be seen', async () => {
    const stale = { stale: true, health: 'Degraded' } as const;
    rendered({
      answer: fleetOf([
        fleetRow('kafka', {
          need: 'unreachable',
          environments: [fleetCell('dev', stale)],
        }),
        fleetRow('audiobookshelf', {
          need: 'unreachable',
          environments: [fleetCell('dev', { presence: 'unknown' })],
        }),
      ]),
    });
    expect(
      await screen.findByText(
        'No service is known to need anyone; 2 services cannot be seen in full now.',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText(/is degraded/)).toBeNull();
  });

  it('says beside what needs attention what cannot be seen', async () => {
    rendered({
      answer: fleetOf([
        kafka,
        fleetRow('audiobookshelf', {
          need: 'unreachable',
          environments: [fleetCell('dev', { stale: true })],
        }),
      ]),
    });
    expect(
      await screen.findByText(
        /kafka is degraded in dev\. 1 service cannot be seen in full now\.$/,
      ),
    ).toBeInTheDocument();
  });

  it('leaves nothing out as not the viewer’s until it is known what is', async () => {
    let tell: (who: BackstageUserIdentity) => void = () => {};
    rendered({
      path: '/?mine=true',
      identity: () => new Promise(resolve => (tell = resolve)),
    });
    await screen.findByText(/^As of /);
    expect(screen.queryByText('Nothing to show here')).toBeNull();
    expect(screen.queryByText(/of 2 services/)).toBeNull();
    expect(
      screen.getByRole('button', { name: 'Needs attention –' }),
    ).toBeInTheDocument();
    await act(async () =>
      tell({
        type: 'user',
        userEntityRef: 'user:default/mona',
        ownershipEntityRefs: ['group:default/product'],
      }),
    );
    expect(await screen.findByText('1 of 2 services')).toBeInTheDocument();
    expect(names()).toEqual(['audiobookshelf']);
  });

  it('says when it is not told whose the viewer is', async () => {
    rendered({
      path: '/?mine=true',
      identity: () => Promise.reject(new Error('no answer')),
    });
    expect(
      await screen.findByText('It is not known which services are yours'),
    ).toBeInTheDocument();
    expect(screen.queryByText('Nothing to show here')).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all services' }),
    );
    expect(names()).toEqual(['kafka', 'audiobookshelf']);
  });

  it('says what would stand here when there are no services', async () => {
    rendered({ answer: fleetOf([]) });
    expect(await screen.findByText('No services yet')).toBeInTheDocument();
    expect(screen.queryByText(/needs somebody now/)).toBeNull();
  });

  it('says when the portal does not answer, and asks again', async () => {
    const { api } = rendered({
      answer: new DeliveryRequestError('unavailable', 'delivery starts.', 'x1'),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'delivery starts.',
    );
    api.getFleet.mockResolvedValue(fleet);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('2 services')).toBeInTheDocument();
  });

  it('keeps the last answer when there is no newer one, and says so', async () => {
    const { api, signals } = rendered();
    await screen.findByText('2 services');
    api.getFleet.mockRejectedValue(
      new DeliveryRequestError('unavailable', 'delivery restarts.', 'x1'),
    );
    signals.send({});
    // The age beside it grows, and is not read aloud each time.
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No newer answer. What is shown is from the last one.',
    );
    const aged = screen.getByText(
      /^No newer answer for \d+\ss\. What is shown/,
    );
    expect(aged.closest('[role="alert"], [role="status"]')).toBeNull();
    expect(names()).toEqual(['kafka', 'audiobookshelf']);
    api.getFleet.mockResolvedValue(fleet);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/^As of /)).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows a change when the portal tells of it', async () => {
    const { api, signals } = rendered();
    await screen.findByText('2 services');
    api.getFleet.mockResolvedValue(
      fleetOf([
        fleetRow('audiobookshelf'),
        fleetRow('kafka', { owner: 'group:default/infra' }),
      ]),
    );
    signals.send({ entityRef: 'component:default/kafka' });
    expect(
      await screen.findByText('No service needs anyone now.'),
    ).toBeInTheDocument();
    const list = within(screen.getByRole('list', { name: /^Services/ }));
    expect(list.queryByText('Degraded')).toBeNull();
  });
});
