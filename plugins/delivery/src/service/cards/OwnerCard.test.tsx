import { screen } from '@testing-library/react';
import { axe } from '../../__testUtils__/axe';
import { serviceEntity } from '../../__testUtils__/delivery';
import { renderDelivery } from '../../__testUtils__/renderDelivery';
import { OwnerCard } from './OwnerCard';

describe('OwnerCard', () => {
  it('links the team, its channel, its mail, and who is on call', async () => {
    renderDelivery(<OwnerCard />, {
      config: {
        delivery: {
          links: { slack: 'https://acme.slack.com/channels/{channel}' },
        },
      },
    });
    expect(
      await screen.findByRole('link', { name: 'product' }),
    ).toHaveAttribute('href', '/catalog/default/group/product');
    expect(
      screen.getByRole('link', { name: '#product-team (new tab)' }),
    ).toHaveAttribute('href', 'https://acme.slack.com/channels/product-team');
    expect(
      screen.getByRole('link', { name: 'product@example.org' }),
    ).toHaveAttribute('href', 'mailto:product@example.org');
    expect(
      screen.getByRole('link', { name: 'Who is on call (new tab)' }),
    ).toHaveAttribute('href', 'https://oncall.example.org/product');
    expect(await axe(screen.getByRole('region', { name: 'Owner' }))).toEqual(
      [],
    );
  });

  it('calls the team as people do', async () => {
    renderDelivery(<OwnerCard />, {
      catalog: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Group',
          metadata: { name: 'product' },
          spec: {
            type: 'team',
            children: [],
            profile: { displayName: 'Product' },
          },
        },
      ],
    });
    expect(
      await screen.findByRole('link', { name: 'Product' }),
    ).toHaveAttribute('href', '/catalog/default/group/product');
  });

  it('shows the channel as text when no Slack workspace is configured', async () => {
    renderDelivery(<OwnerCard />);
    expect(await screen.findByText('#product-team')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /#product-team/ })).toBeNull();
  });

  it('says how to add a contact', async () => {
    renderDelivery(<OwnerCard />, {
      entity: serviceEntity({ contact: { team: 'product' } }),
    });
    expect(await screen.findByText(/No contact is listed/)).toBeInTheDocument();
  });

  it('shows an on-call text that is not an address as text', async () => {
    renderDelivery(<OwnerCard />, {
      entity: serviceEntity({
        contact: { team: 'product', oncall: 'the blue phone' },
      }),
    });
    expect(await screen.findByText('the blue phone')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /on call/ })).toBeNull();
  });
});
