import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FoldedText } from './FoldedText';

/** Heights that a browser would measure; jsdom measures nothing. */
function heights(whole: number, shown: number) {
  jest.spyOn(Element.prototype, 'scrollHeight', 'get').mockReturnValue(whole);
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(shown);
}

describe('FoldedText', () => {
  afterEach(() => jest.restoreAllMocks());

  it('shows the rest of a long text on request', async () => {
    heights(80, 40);
    renderInTestApp(<FoldedText text="Many words" />);
    const more = await screen.findByRole('button', { name: 'More' });
    expect(more).toHaveAttribute('aria-expanded', 'false');
    expect(screen.getByText('Many words')).toHaveAttribute('data-folded');

    await userEvent.click(more);
    expect(screen.getByText('Many words')).not.toHaveAttribute('data-folded');
    await userEvent.click(screen.getByRole('button', { name: 'Less' }));
    expect(screen.getByText('Many words')).toHaveAttribute('data-folded');
  });

  it('has no button where everything is there', async () => {
    heights(40, 40);
    renderInTestApp(<FoldedText text="Few words" />);
    expect(await screen.findByText('Few words')).toBeInTheDocument();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
