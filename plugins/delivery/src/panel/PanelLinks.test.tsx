import { screen } from '@testing-library/react';
import { environment, serviceEntity } from '../__testUtils__/delivery';
import { renderDelivery } from '../__testUtils__/renderDelivery';
import { PanelLinks } from './PanelLinks';

const ENTITY = serviceEntity({
  monitoring: {
    enabled: true,
    dashboards: ['grafana/overview.json'],
    alerts: ['alerts/latency.yaml'],
  },
});

/** Names and addresses of the links, from left to right. */
async function linksOf(
  links: Record<string, string>,
  status: Parameters<typeof environment>[1] = {},
  language = 'en',
) {
  const { unmount } = renderDelivery(
    <PanelLinks
      of={{
        entityRef: 'component:default/audiobookshelf',
        environment: 'production',
      }}
      status={environment('production', status)}
      maySync={false}
    />,
    { entity: ENTITY, config: { delivery: { links } }, language },
  );
  await screen.findByRole('link', { name: /Argo CD/ });
  const shown = screen
    .getAllByRole('link')
    .slice(1)
    .map(link => [
      link.getAttribute('aria-label') ?? '',
      link.getAttribute('href') ?? '',
    ]);
  unmount();
  return shown;
}

describe('PanelLinks', () => {
  it('leads to the dashboards, alerts and logs of the environment', async () => {
    expect(
      await linksOf({
        dashboard:
          'https://grafana.example.com/d/{dashboard}?var-namespace={namespace}&var-cluster={cluster}',
        alert: 'https://alerts.example.com/{environment}?search={alert}',
        logs: 'https://logs.example.com/{cluster}/{namespace}?app={service}&env={environment}&team={team}',
      }),
    ).toEqual([
      [
        'overview (new tab)',
        'https://grafana.example.com/d/overview?var-namespace=audiobookshelf-production&var-cluster=in-cluster',
      ],
      [
        'latency (new tab)',
        'https://alerts.example.com/production?search=latency',
      ],
      [
        'All logs of production (new tab)',
        'https://logs.example.com/in-cluster/audiobookshelf-production?app=audiobookshelf&env=production&team=product',
      ],
    ]);
  });

  it('says so in German', async () => {
    expect(
      await linksOf({ logs: 'https://logs.example.com/{namespace}' }, {}, 'de'),
    ).toEqual([
      [
        'Alle Logs von production (neuer Tab)',
        'https://logs.example.com/audiobookshelf-production',
      ],
    ]);
  });

  it('encodes what a manifest names', async () => {
    expect(
      await linksOf(
        { logs: 'https://logs.example.com/{cluster}?q={namespace}' },
        { cluster: '../admin#x', namespace: 'a&b=c "d"' },
      ),
    ).toEqual([
      [
        'All logs of production (new tab)',
        'https://logs.example.com/..%2Fadmin%23x?q=a%26b%3Dc%20%22d%22',
      ],
    ]);
  });

  it.each<[what: string, template: string, status: { cluster?: string }]>([
    ['asks for what nobody knows', 'https://logs.example.com/{pod}', {}],
    [
      'asks for a cluster that is not named',
      'https://logs.example.com/{cluster}',
      { cluster: '' },
    ],
    ['is no address of the web', 'file:///var/log/{namespace}', {}],
    [
      'becomes another host by what is filled in',
      'https://{cluster}',
      { cluster: 'evil.example/' },
    ],
  ])('has no link by a template that %s', async (_what, logs, status) => {
    expect(await linksOf({ logs }, status)).toEqual([]);
  });

  it('has no link without templates', async () => {
    expect(await linksOf({})).toEqual([]);
  });
});
