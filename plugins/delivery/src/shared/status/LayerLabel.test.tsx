import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { LayerLabel } from './LayerLabel';

describe('LayerLabel', () => {
  it('says a known layer as people do', async () => {
    renderInTestApp(<LayerLabel layer="infra" />);
    expect(await screen.findByText('Infrastructure')).toBeInTheDocument();
  });

  it('leaves what it does not know as it is', async () => {
    renderInTestApp(<LayerLabel layer="edge" />);
    expect(await screen.findByText('edge')).toBeInTheDocument();
  });
});
