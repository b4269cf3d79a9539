import { render, screen } from '@testing-library/react';
import { InlineCode } from './InlineCode';

describe('InlineCode', () => {
  it('sets what stands between backticks as code, and leaves a lone one harmless', () => {
    const { container } = render(<InlineCode text="Write `a: 1`, not `b." />);
    expect(container).toHaveTextContent('Write a: 1, not b.');
    expect(screen.getByText('a: 1').tagName).toBe('CODE');
  });
});
