import { screen, within } from '@testing-library/react';
import { axe } from '../__testUtils__/axe';
import {
  environment,
  promotion,
  serviceDelivery,
} from '../__testUtils__/delivery';
import { deployment } from '../__testUtils__/deployment';
import {
  historyApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { HappenedList } from './HappenedList';

const release = (tag: string) => ({
  images: [{ name: 'ghcr.io/advplyr/audiobookshelf', tag }],
});

const MOMENT = '2026-01-01T00:00:00Z';

describe('HappenedList', () => {
  it('says what is under way first, then what was deployed, who, how long and how it ended', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockResolvedValue({
      items: [
        deployment({ release: release('2.17.4'), replaces: release('2.16.0') }),
        deployment({ id: 'd-0', outcome: 'failed', replaces: undefined }),
      ],
    });
    const usual = serviceDelivery();
    const { container } = renderDelivery(
      <HappenedList
        delivery={{
          ...usual,
          transitions: [
            {
              from: 'canary',
              to: 'production',
              state: 'under-way',
              changes: [],
              promotion: promotion({ status: 'verifying' }),
            },
          ],
        }}
      />,
      { historyApi },
    );
    const table = await screen.findByRole('table', { name: 'What happened' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows[0]).toHaveTextContent(/2\.17\.4 → 2\.19\.0/);
    expect(rows[0]).toHaveTextContent('Verifying');
    expect(rows[0]).toHaveTextContent('running');
    expect(rows[1]).toHaveTextContent('2.16.0 → 2.17.4');
    expect(rows[1]).toHaveTextContent('Promotion by guest');
    expect(rows[1]).toHaveTextContent('Succeeded');
    expect(rows[2]).toHaveTextContent('Failed');
    expect(rows[2]).not.toHaveTextContent('→');
    expect(historyApi.getDeployments).toHaveBeenCalledWith(
      expect.objectContaining({ service: 'component:default/audiobookshelf' }),
      expect.anything(),
    );
    expect(await axe(container)).toEqual([]);
  });

  const rowsOf = async (
    deployments: Parameters<typeof deployment>[0][],
    delivery: Parameters<typeof serviceDelivery>[0],
  ) => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockResolvedValue({
      items: deployments.map(deployment),
    });
    renderDelivery(<HappenedList delivery={serviceDelivery(delivery)} />, {
      historyApi,
    });
    const table = await screen.findByRole('table', { name: 'What happened' });
    return within(table).getAllByRole('row').slice(1);
  };

  it('says of what still starts that it is running, and only while that is known', async () => {
    const current = { until: undefined, outcome: undefined };
    const [canary, before, paused, stale] = await rowsOf(
      [
        { ...current, environment: 'canary' },
        { ...current, id: 'before', environment: 'canary', until: MOMENT },
        { ...current, id: 'paused', environment: 'staging' },
        { ...current, id: 'stale', environment: 'production' },
      ],
      {
        environments: [
          environment('canary', {
            health: 'Suspended',
            canary: { state: 'paused', release: release('2.18.0') },
          }),
          environment('staging', { health: 'Suspended' }),
          environment('production', {
            health: 'Progressing',
            stale: true,
          }),
        ],
        transitions: [],
      },
    );
    expect(canary).toHaveTextContent(/running.*Suspended/);
    expect(before).toHaveTextContent('Not known');
    // A Deployment that somebody has paused may stay so for ever.
    expect(paused).toHaveTextContent('Not known');
    expect(stale).toHaveTextContent('Not known');
  });

  it('shows what a promotion brought that is under way once', async () => {
    const underWay = promotion({ status: 'verifying' });
    const rows = await rowsOf(
      [{ promotion: underWay.id, outcome: undefined }],
      {
        transitions: [
          {
            from: 'canary',
            to: 'production',
            state: 'under-way',
            changes: [],
            promotion: underWay,
          },
        ],
      },
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toHaveTextContent('Verifying');
  });

  it('says so when nothing has happened', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockResolvedValue({ items: [] });
    renderDelivery(<HappenedList delivery={serviceDelivery()} />, {
      historyApi,
    });
    expect(
      await screen.findByText(/Each deployment that Argo CD finishes/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('table')).toBeNull();
  });
});
