import type { AnyApiRef } from '@backstage/core-plugin-api';
import { FlatRoutes } from '@backstage/core-app-api';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { ScaffolderApi } from '@backstage/plugin-scaffolder-common';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider, wrapInTestApp } from '@backstage/test-utils';
import { render, screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import {
  serviceDelivery,
  serviceEntity,
  summary,
} from './__testUtils__/delivery';
import { SignalsMock } from './__testUtils__/renderDelivery';
import { measuredSla, slaReading } from './__testUtils__/sla';
import {
  DeliveryPage,
  deliveryPlugin,
  EntityEnvironmentsCard,
  EntityEnvironmentsContent,
  isService,
} from './legacy';
import { legacyApis } from './legacy/legacyApis';
import { deliveryPlugin as currentPlugin } from './plugin';

const ENTITY = serviceEntity();

/** What delivery-backend answers. */
function answer(url: string): object {
  if (url.endsWith('/summaries')) {
    return { items: [summary('component:default/audiobookshelf')] };
  }
  if (url.endsWith('/sla')) return measuredSla(slaReading());
  return url.includes('/services/') ? serviceDelivery() : { items: [] };
}

const DEPS = {
  discoveryApi: { getBaseUrl: async () => 'http://backend.example/delivery' },
  fetchApi: {
    fetch: async (input: RequestInfo | URL) =>
      Response.json(answer(String(input))),
  },
  scaffolderApi: {} as ScaffolderApi,
};

function renderApp(path: string) {
  const pages = (
    <FlatRoutes>
      <Route path="/delivery" element={<DeliveryPage />} />
      <Route path="/environments" element={<EntityEnvironmentsContent />} />
      <Route path="/card" element={<EntityEnvironmentsCard />} />
    </FlatRoutes>
  );
  return render(
    wrapInTestApp(
      <TestApiProvider
        apis={[
          [catalogApiRef, catalogApiMock({ entities: [ENTITY] })],
          [signalApiRef, new SignalsMock()],
          // The app makes them from its own APIs, of which these stand for some.
          ...(legacyApis.map(({ api, factory }) => [
            api,
            factory(DEPS),
          ]) as Array<[AnyApiRef, object]>),
          [
            scmIntegrationsApiRef,
            ScmIntegrations.fromConfig(new ConfigReader({})),
          ],
        ]}
      >
        <EntityProvider entity={ENTITY}>{pages}</EntityProvider>
      </TestApiProvider>,
      { routeEntries: [path] },
    ),
  );
}

describe('in an app of the old frontend system', () => {
  it('all services are shown, with the links between the pages', async () => {
    renderApp('/delivery');
    expect(
      await screen.findByRole('heading', { name: 'Delivery', level: 1 }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'History' })).toHaveAttribute(
      'href',
      '/delivery/history',
    );
  });

  it('the tab of environments shows what runs where', async () => {
    renderApp('/environments');
    expect(await screen.findAllByText('2.17.4')).not.toEqual([]);
  });

  it('the card of environments leads to the tab', async () => {
    renderApp('/card');
    expect(await screen.findAllByText(/Healthy/)).not.toEqual([]);
    const links = await screen.findAllByRole('link');
    expect(links.map(link => link.getAttribute('href'))).toContain(
      '/environments',
    );
  });

  it('has every API that the new frontend system gets', () => {
    const { extensions } = currentPlugin as unknown as {
      extensions: Array<{ id: string }>;
    };
    expect(legacyApis).toHaveLength(
      extensions.filter(({ id }) => id.startsWith('api:')).length,
    );
    expect([...deliveryPlugin.getApis()]).toEqual(legacyApis);
  });

  it('tells services from other entities', () => {
    expect(isService(ENTITY)).toBe(true);
    expect(isService(serviceEntity({ environments: undefined }))).toBe(false);
  });
});
