import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import { screen, within } from '@testing-library/react';
import { navModule } from '.';

function pluginWithPage(pluginId: string, title: string) {
  return createFrontendPlugin({
    pluginId,
    extensions: [
      PageBlueprint.make({
        params: {
          path: `/${pluginId}`,
          title,
          routeRef: createRouteRef(),
          icon: <span />,
          loader: async () => <div>{title} page</div>,
        },
      }),
    ],
  });
}

describe('Sidebar', () => {
  it('names the product and lists Catalog, Delivery and Create before the rest', async () => {
    renderTestApp({
      features: [
        pluginWithPage('aardvark', 'Aardvark'),
        pluginWithPage('scaffolder', 'Create...'),
        pluginWithPage('delivery', 'Delivery'),
        pluginWithPage('catalog', 'Catalog'),
        notificationsPlugin,
        searchPlugin,
        userSettingsPlugin,
        navModule,
      ],
      initialRouteEntries: ['/catalog'],
      apis: [
        [
          notificationsApiRef,
          { getStatus: async () => ({ unread: 0, read: 0 }) },
        ],
      ],
    });

    await screen.findByText('Catalog page');
    const names = within(
      screen.getByRole('navigation', { name: 'sidebar nav' }),
    )
      .getAllByRole('link')
      .map(link => link.getAttribute('aria-label') ?? link.textContent);
    const order = ['Catalog', 'Delivery', 'Create', 'Aardvark'];
    expect(names.filter(name => order.includes(name ?? ''))).toEqual(order);
    expect(
      screen.getByRole('link', { name: 'Stonegarden, to the start page' }),
    ).toHaveAttribute('href', '/');
  });
});
