import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  catalogApiRef,
  starredEntitiesApiRef,
  MockStarredEntitiesApi,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import { serviceEntity } from './__testUtils__/delivery';
import {
  deliveryApiMock,
  historyApiMock,
  lineApiMock,
  trainApiMock,
} from './__testUtils__/renderDelivery';
import { deliveryCatalogModule } from './catalog/catalogModule';
import { deliveryPlugin } from './plugin';
import { deliveryApiRef } from './shared/api/DeliveryApi';
import { historyApiRef } from './shared/api/HistoryApi';
import { lineApiRef } from './shared/api/LineApi';
import { trainApiRef } from './shared/api/TrainApi';

const SERVICE = '/catalog/default/component/audiobookshelf';

/** The plugin beside Backstage's own catalog, in a portal of which the viewer has chosen the language. */
function open(path: string, language: string) {
  renderTestApp({
    features: [catalogPlugin, deliveryCatalogModule, deliveryPlugin],
    initialRouteEntries: [path],
    config: { app: { title: 'Portal' } },
    apis: [
      [catalogApiRef, catalogApiMock({ entities: [serviceEntity()] })],
      [starredEntitiesApiRef, new MockStarredEntitiesApi()],
      [deliveryApiRef, deliveryApiMock()],
      [historyApiRef, historyApiMock()],
      [lineApiRef, lineApiMock()],
      [trainApiRef, trainApiMock()],
      mockApis.appLanguage({
        defaultLanguage: language,
        availableLanguages: ['en', 'de'],
      }),
    ],
  });
}

describe('titles', () => {
  it.each<[language: string, tabs: string[], title: string]>([
    [
      'en',
      ['Overview', 'Environments', 'Dependencies', 'History'],
      'audiobookshelf | History | Portal',
    ],
    [
      'de',
      ['Übersicht', 'Umgebungen', 'Abhängigkeiten', 'Verlauf'],
      'audiobookshelf | Verlauf | Portal',
    ],
  ])(
    'name the tabs of a service in %s',
    async (language, tabs, title) => {
      open(`${SERVICE}/history`, language);
      for (const name of tabs) {
        expect(
          await screen.findByRole('link', { name }, { timeout: 10_000 }),
        ).toBeInTheDocument();
      }
      await waitFor(() => expect(document.title).toBe(title));
    },
    20_000,
  );

  it.each<[path: string, language: string, heading: string, title: string]>([
    ['/delivery', 'en', 'Delivery', 'Delivery | Portal'],
    ['/delivery', 'de', 'Auslieferung', 'Auslieferung | Portal'],
    [
      '/delivery/problems',
      'de',
      'Auslieferung',
      'Probleme | Auslieferung | Portal',
    ],
    ['/home', 'de', 'Start', 'Start | Portal'],
    ['/catalog', 'de', 'Katalog', 'Katalog | Portal'],
  ])(
    'name the page %s in %s',
    async (path, language, heading, title) => {
      open(path, language);
      await waitFor(
        () => {
          expect(
            screen.getByRole('heading', { name: heading, level: 1 }),
          ).toBeInTheDocument();
          expect(document.title).toBe(title);
        },
        { timeout: 10_000 },
      );
    },
    20_000,
  );
});
