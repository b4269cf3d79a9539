import { screen, within } from '@testing-library/react';
import { axe } from '../__testUtils__/axe';
import { promotion, serviceDelivery } from '../__testUtils__/delivery';
import { deployment } from '../__testUtils__/deployment';
import {
  historyApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { HappenedList } from './HappenedList';

const release = (tag: string) => ({
  images: [{ name: 'ghcr.io/advplyr/audiobookshelf', tag }],
});

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
