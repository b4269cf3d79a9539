import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { component } from '../../__testUtils__/delivery';
import { OverviewLayout } from './OverviewLayout';

const entity = {
  ...component('shop'),
  relations: [{ type: 'dependsOn', targetRef: 'component:default/gone' }],
};

const renderLayout = () =>
  renderInTestApp(
    <EntityProvider entity={entity}>
      <OverviewLayout
        cards={[
          { type: 'info', element: <p key="owner">Owner</p> },
          { type: 'content', element: <p key="environments">Environments</p> },
        ]}
      />
    </EntityProvider>,
    { apis: [[catalogApiRef, catalogApiMock({ entities: [entity] })]] },
  );

describe('OverviewLayout', () => {
  it('begins with what the page is about', async () => {
    renderLayout();
    const environments = await screen.findByText('Environments');
    expect(
      environments.compareDocumentPosition(screen.getByText('Owner')),
    ).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it("keeps the catalog's warnings", async () => {
    renderLayout();
    expect(
      await screen.findByText(/component:default\/gone/),
    ).toBeInTheDocument();
  });
});
