import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { LayerWord } from './LayerWord';

describe('LayerWord', () => {
  it('says a known layer as people do', async () => {
    renderInTestApp(<LayerWord layer="infra" />);
    expect(await screen.findByText('Infrastructure')).toBeInTheDocument();
  });

  it('leaves what it does not know as it is', async () => {
    renderInTestApp(<LayerWord layer="edge" />);
    expect(await screen.findByText('edge')).toBeInTheDocument();
  });
});
