import { screen } from '@testing-library/react';
import { axe } from '../../__testUtils__/axe';
import { serviceEntity } from '../../__testUtils__/delivery';
import { renderDelivery } from '../../__testUtils__/renderDelivery';
import { OperationsCard } from './OperationsCard';

const stated = {
  monitoring: {
    enabled: true,
    dashboards: ['grafana/shop.json'],
    alerts: ['prometheus/shop-alerts.yaml'],
  },
  security: {
    networkPolicies: true,
    podSecurityStandards: 'restricted',
    imageScanRequired: false,
    secrets: ['shop-db', 'shop-smtp'],
  },
} as const;

function shop(spec: Parameters<typeof serviceEntity>[0]) {
  const entity = serviceEntity(spec, 'shop');
  entity.metadata.annotations = {
    'backstage.io/managed-by-location':
      'url:https://github.com/acme/gitops/tree/main/kubernetes/services/shop/service.yaml',
    'platform.stonegarden.dev/manifest-path':
      'kubernetes/services/shop/service.yaml',
  };
  return entity;
}

const writable = () => ({
  monitoring: {
    ...stated.monitoring,
    dashboards: [...stated.monitoring.dashboards],
    alerts: [...stated.monitoring.alerts],
  },
  security: { ...stated.security, secrets: [...stated.security.secrets] },
});

describe('OperationsCard', () => {
  it('links definitions at the Git host, and says what the manifest asks for', async () => {
    renderDelivery(<OperationsCard />, { entity: shop(writable()) });
    expect(
      await screen.findByRole('link', { name: 'shop (new tab)' }),
    ).toHaveAttribute(
      'href',
      'https://github.com/acme/gitops/blob/main/kubernetes/services/shop/monitoring/grafana/shop.json',
    );
    expect(
      screen.getByRole('link', { name: 'shop-alerts (new tab)' }),
    ).toHaveAttribute(
      'href',
      'https://github.com/acme/gitops/blob/main/kubernetes/services/shop/monitoring/prometheus/shop-alerts.yaml',
    );
    const value = (term: string) =>
      screen.getByText(term).nextElementSibling?.textContent;
    expect(value('Pod security')).toBe('restricted');
    expect(value('Network policies')).toBe('Required');
    expect(value('Image scan')).toBe('Not required');
    expect(screen.getByText('shop-smtp')).toBeInTheDocument();
    expect(screen.queryByText(/Not stated/)).toBeNull();
    expect(
      await axe(
        screen.getByRole('region', { name: 'Monitoring and security' }),
      ),
    ).toEqual([]);
  });

  it('leads to the live pages that the configuration names', async () => {
    renderDelivery(<OperationsCard />, {
      entity: shop(writable()),
      config: {
        delivery: {
          links: {
            dashboard: 'https://grafana.example.com/d/{dashboard}?team={team}',
            alert: 'https://prometheus.example.com/alerts?search={service}',
          },
        },
      },
    });
    expect(
      await screen.findByRole('link', { name: 'shop (new tab)' }),
    ).toHaveAttribute(
      'href',
      'https://grafana.example.com/d/shop?team=product',
    );
    expect(
      screen.getByRole('link', { name: 'shop-alerts (new tab)' }),
    ).toHaveAttribute(
      'href',
      'https://prometheus.example.com/alerts?search=shop',
    );
    expect(
      screen.getByRole('link', { name: 'definition of shop (new tab)' }),
    ).toHaveAttribute('href', expect.stringMatching(/grafana\/shop\.json$/));
  });

  it('names in one line what is not stated', async () => {
    renderDelivery(<OperationsCard />, {
      entity: shop({
        monitoring: { enabled: false, dashboards: [], alerts: [] },
        security: { podSecurityStandards: 'baseline' },
      }),
    });
    expect(
      await screen.findByText('Not stated: Network policies, Image scan.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Switched off in the manifest'),
    ).toBeInTheDocument();
  });

  it('says so when nothing is stated', async () => {
    renderDelivery(<OperationsCard />, { entity: shop({}) });
    expect(await screen.findByText(/^Nothing is stated/)).toBeInTheDocument();
    expect(screen.queryByText(/Not stated/)).toBeNull();
  });
});
