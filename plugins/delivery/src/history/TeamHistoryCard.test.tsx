import { screen } from '@testing-library/react';
import { axe } from '../__testUtils__/axe';
import {
  historyApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { TeamHistoryCard } from './TeamHistoryCard';

const group = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'sre', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

describe('TeamHistoryCard', () => {
  it('shows the last deployments of the team, and leads to its history and metrics', async () => {
    const { historyApi, container } = renderDelivery(<TeamHistoryCard />, {
      entity: group,
    });
    expect(
      await screen.findByText('audiobookshelf 2.17.4 in production'),
    ).toBeInTheDocument();
    expect(historyApi.getDeployments).toHaveBeenCalledWith(
      { team: 'group:default/sre', limit: 5 },
      expect.anything(),
    );
    expect(screen.getByRole('link', { name: 'History' })).toHaveAttribute(
      'href',
      '/delivery/history?team=group%3Adefault%2Fsre',
    );
    expect(screen.getByRole('link', { name: 'Metrics' })).toHaveAttribute(
      'href',
      '/delivery/metrics?team=group%3Adefault%2Fsre',
    );
    expect(await axe(container)).toEqual([]);
  });

  it('says that there is none', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockResolvedValue({ items: [] });
    renderDelivery(<TeamHistoryCard />, { entity: group, historyApi });
    expect(
      await screen.findByText(/No deployment of this team’s services is known/),
    ).toBeInTheDocument();
  });

  it('says that they could not be read', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockRejectedValue(new Error('No.'));
    renderDelivery(<TeamHistoryCard />, {
      entity: group,
      historyApi,
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This could not be loaded',
    );
  });
});
