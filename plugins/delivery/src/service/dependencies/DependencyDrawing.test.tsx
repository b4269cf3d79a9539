import { useAppLocation } from '@backstage/frontend-plugin-api';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../../__testUtils__/axe';
import { renderDelivery } from '../../__testUtils__/renderDelivery';
import { DependencyDrawing } from './DependencyDrawing';
import type { ServiceFacts } from './useServiceFacts';

const many = Array.from({ length: 300 }, (_, index) => `d${index}`);
const near = {
  root: 'component:default/shop',
  groups: {
    dependencies: ['component:default/kafka', 'component:default/gone'],
    indirectDependencies: [],
    dependents: many.map(name => `component:default/${name}`),
    indirectDependents: [],
  },
  edges: [
    { from: 'component:default/shop', to: 'component:default/kafka' },
    { from: 'component:default/shop', to: 'component:default/gone' },
    // A cycle.
    { from: 'component:default/kafka', to: 'component:default/shop' },
    ...many.map(name => ({
      from: `component:default/${name}`,
      to: 'component:default/shop',
    })),
  ],
};

function factsOf(ref: string): ServiceFacts {
  const name = ref.replace('component:default/', '');
  return {
    ref,
    name,
    known: name !== 'gone',
    health: name === 'kafka' ? 'Degraded' : 'Healthy',
    problems: name === 'kafka' ? 2 : 0,
  };
}

const Address = () => <output>{useAppLocation().pathname}</output>;

function renderDrawing(onMore = jest.fn()) {
  return renderDelivery(
    <>
      <DependencyDrawing
        near={near}
        factsOf={factsOf}
        compare={(a, b) => a.localeCompare(b)}
        onMore={onMore}
      />
      <Address />
    </>,
  );
}

/** The library is loaded first and measures its nodes before it shows them. */
const drawn = (options: { name: RegExp }) =>
  ['link', options, { timeout: 15_000 }] as const;
jest.setTimeout(30_000);

describe('DependencyDrawing', () => {
  beforeAll(() => {
    // jsdom draws nothing and so measures nothing.
    Object.defineProperty(SVGElement.prototype, 'getBBox', {
      configurable: true,
      value: () => ({ x: 0, y: 0, width: 184, height: 54 }),
    });
  });
  afterAll(() => {
    Reflect.deleteProperty(SVGElement.prototype, 'getBBox');
  });

  it('draws a few of many, with health and problems as words', async () => {
    renderDrawing();
    const kafka = await screen.findByRole(...drawn({ name: /kafka/ }));
    expect(kafka).toHaveTextContent('Degraded · 2 problems');
    expect(kafka).toHaveAttribute('href', '/catalog/default/component/kafka');
    expect(screen.getAllByRole('link', { name: /^d\d/ })).toHaveLength(7);
    expect(
      screen.getByRole('button', { name: '+ 293 more' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Not in the catalog')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /gone/ })).toBeNull();
    expect(
      await axe(screen.getByRole('group', { name: 'Services around shop' })),
    ).toEqual([]);
  });

  it('works by keyboard', async () => {
    const onMore = jest.fn();
    renderDrawing(onMore);
    await screen.findByRole(...drawn({ name: /kafka/ }));
    const more = screen.getByRole('button', { name: '+ 293 more' });
    more.focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard(' ');
    expect(onMore).toHaveBeenCalledTimes(2);
  });

  it('opens the service that is clicked', async () => {
    renderDrawing();
    await userEvent.click(await screen.findByRole(...drawn({ name: /kafka/ })));
    expect(
      await screen.findByText('/catalog/default/component/kafka'),
    ).toBeInTheDocument();
  });
});
