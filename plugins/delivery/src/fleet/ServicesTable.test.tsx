import { screen, within } from '@testing-library/react';
import { axe } from '../__testUtils__/axe';
import { serviceEntity, summary } from '../__testUtils__/delivery';
import { renderDelivery } from '../__testUtils__/renderDelivery';
import { ServicesTable } from './ServicesTable';

const services = [
  serviceEntity({}, 'audiobookshelf'),
  serviceEntity(
    { layer: 'platform', category: 'messaging', owner: 'group:default/infra' },
    'kafka',
  ),
];

describe('ServicesTable', () => {
  it('has a row per service, with facts or the word that there are none', async () => {
    const { container } = renderDelivery(
      <ServicesTable
        services={services}
        summaries={
          new Map([
            ['component:default/kafka', summary('component:default/kafka')],
          ])
        }
        loading={false}
      />,
    );
    const kafka = within(
      (await screen.findByRole('link', { name: 'kafka' })).closest(
        '[role="row"]',
      ) ?? container,
    );
    expect(kafka.getByText('Platform')).toBeInTheDocument();
    expect(kafka.getByText('messaging')).toBeInTheDocument();
    expect(kafka.getByRole('link', { name: 'infra' })).toHaveAttribute(
      'href',
      '/catalog/default/group/infra',
    );
    expect(kafka.getByText('2.17.4')).toBeInTheDocument();
    expect(kafka.getAllByText('Healthy')).toHaveLength(2);
    expect(kafka.getAllByText('Unknown')).toHaveLength(2);

    const other = within(
      screen
        .getByRole('link', { name: 'audiobookshelf' })
        .closest('[role="row"]') ?? container,
    );
    expect(other.getAllByText('Unknown')).toHaveLength(4);
    expect(await axe(container)).toEqual([]);
  });
});
