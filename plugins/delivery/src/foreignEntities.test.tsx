import { screen, waitFor, within } from '@testing-library/react';
import { component, serviceEntity } from './__testUtils__/delivery';
import { hostileServices, SEED } from './__testUtils__/hostileServices';
import { entityWith, problem } from './__testUtils__/problems';
import {
  deliveryApiMock,
  renderDelivery,
} from './__testUtils__/renderDelivery';
import { serviceSpec } from './catalog/list/cells/serviceSpec';
import { DeliveryPage } from './fleet/DeliveryPage';
import { ServicesTable } from './fleet/ServicesTable';
import { ProblemsPage } from './problems/ProblemsPage';
import { AboutCard } from './service/cards/AboutCard';
import { DependenciesCard } from './service/cards/DependenciesCard';
import { EnvironmentsCard } from './service/cards/EnvironmentsCard';
import { OperationsCard } from './service/cards/OperationsCard';
import { OwnerCard } from './service/cards/OwnerCard';
import { ProblemsCard } from './service/cards/ProblemsCard';
import { SlaCard } from './service/cards/SlaCard';
import { EntityPart } from './service/EntityPart';
import { EnvironmentsContent } from './service/EnvironmentsContent';

jest.setTimeout(60_000);

/** What took the page down for everybody. */
const foreign = component('foreign', {
  type: 'service',
  lifecycle: 'production',
  owner: 'guests',
  environments: [null],
  problems: [null, { severity: 'error', code: 'x', message: 'Look at me' }],
});
const good = serviceEntity({}, 'shop');
const CANNOT = /cannot be shown here/;

/** React says on the console what a boundary catches. */
function quiet() {
  jest.spyOn(console, 'error').mockImplementation(() => {});
}
afterEach(() => jest.restoreAllMocks());

describe(`an entity that anybody may have registered (seed ${SEED})`, () => {
  it('is not among the services', async () => {
    renderDelivery(<DeliveryPage />, { catalog: [foreign, good] });
    expect(await screen.findByText('1 service')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'shop' })).toBeInTheDocument();
    expect(screen.queryByText('foreign')).toBeNull();
    expect(screen.queryByText(CANNOT)).toBeNull();
  });

  it('is not among the problems', async () => {
    renderDelivery(<ProblemsPage />, {
      catalog: [
        foreign,
        entityWith('shop', [problem({ message: 'Mend this' })]),
      ],
    });
    expect(await screen.findByText('Mend this')).toBeInTheDocument();
    expect(screen.queryByText('Look at me')).toBeNull();
  });

  it('has nothing in the columns of the catalog', () => {
    const claims = serviceEntity({ problems: [problem()] }).spec;
    const copy = component('copy', JSON.parse(JSON.stringify(claims)));
    expect(serviceSpec(copy)).toEqual({
      environments: [],
      errors: 0,
      warnings: 0,
    });
    expect(serviceSpec({ ...copy, metadata: good.metadata })).toMatchObject({
      environments: ['dev', 'staging', 'canary', 'production'],
      layer: 'services',
      warnings: 1,
    });
  });

  it('cannot break the list of services, of whatever shape it is', async () => {
    const hostile = hostileServices(80);
    renderDelivery(<DeliveryPage />, { catalog: [...hostile, good] });
    expect(
      await screen.findByRole('link', { name: 'shop' }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('link').length).toBeGreaterThan(10);
    expect(screen.queryByText(CANNOT)).toBeNull();
  });

  it('cannot break the list of problems, of whatever shape it is', async () => {
    renderDelivery(<ProblemsPage />, {
      catalog: [
        ...hostileServices(80),
        entityWith('shop', [problem({ message: 'Mend this' })]),
      ],
    });
    expect(await screen.findByText('Mend this')).toBeInTheDocument();
    expect(screen.queryByText(CANNOT)).toBeNull();
  });

  it('cannot break the columns of the catalog, of whatever shape it is', () => {
    for (const entity of hostileServices(300)) {
      const { environments, errors, warnings } = serviceSpec(entity);
      expect(environments.every(name => typeof name === 'string')).toBe(true);
      expect(errors + warnings).toBeGreaterThanOrEqual(0);
    }
  });

  it.each(hostileServices(12).map((entity, index) => [index, entity] as const))(
    'cannot break the cards of its own page, of whatever shape it is (%s)',
    async (_index, entity) => {
      quiet();
      renderDelivery(
        <>
          {[
            AboutCard,
            DependenciesCard,
            EnvironmentsCard,
            OperationsCard,
            OwnerCard,
            ProblemsCard,
            SlaCard,
            EnvironmentsContent,
          ].map((Card, index) => (
            <EntityPart key={index}>
              <Card />
            </EntityPart>
          ))}
          <p>Everything else</p>
        </>,
        { entity },
      );
      expect(await screen.findByText('Everything else')).toBeInTheDocument();
      // The card of problems reads any entity, so it is there beside whatever the others say.
      expect(
        screen.getByRole('region', { name: 'Problems' }),
      ).toBeInTheDocument();
    },
  );
});

describe('a row that cannot be shown', () => {
  /** As a mistake of our own would have it: nobody read the entity. */
  const unread: typeof good = {
    ...serviceEntity({}, 'unread'),
    spec: JSON.parse(JSON.stringify({ ...good.spec, environments: [null] })),
  };

  it('says so in its place, and leaves the rest of the table', async () => {
    quiet();
    renderDelivery(<ServicesTable services={[unread, good]} loading={false} />);
    const row = (name: string) =>
      within(
        screen
          .getByRole('link', { name })
          .closest<HTMLElement>('[role="row"]')!,
      );
    await waitFor(() =>
      expect(
        row('unread').getByText(
          'unread cannot be shown here. The rest of the page is not affected.',
        ),
      ).toBeInTheDocument(),
    );
    expect(row('shop').getAllByText('Unknown')).toHaveLength(4);
  });

  it('says so in place of a card', async () => {
    quiet();
    const api = deliveryApiMock();
    renderDelivery(
      <>
        <EntityPart>
          <SlaCard />
        </EntityPart>
        <p>Everything else</p>
      </>,
      { api, entity: component('library', { type: 'library' }) },
    );
    expect(await screen.findByText('Everything else')).toBeInTheDocument();
    expect(screen.getByText(/^library cannot be shown/)).toBeInTheDocument();
  });
});
