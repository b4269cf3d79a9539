import { render, screen } from '@testing-library/react';
import MetricPlot from './MetricPlot';

describe('MetricPlot', () => {
  beforeEach(() => {
    // jsdom lays nothing out, and the plot fills the room it is given.
    jest
      .spyOn(HTMLElement.prototype, 'getBoundingClientRect')
      .mockImplementation(function size(this: HTMLElement) {
        return this.classList.contains('recharts-responsive-container')
          ? new DOMRect(0, 0, 600, 180)
          : new DOMRect(0, 0, 0, 0);
      });
    global.ResizeObserver = class {
      observe() {}
      unobserve() {}
      disconnect() {}
    };
  });

  const points = [
    { name: 'Nov 9', value: 3, text: '3' },
    { name: 'Nov 16', value: undefined, text: 'none' },
    { name: 'Nov 23', value: 1, text: '1' },
  ];

  it('draws a bar for each number, and none where there is none', async () => {
    const { container } = render(
      <MetricPlot
        label="Deployment frequency over time"
        shape="bars"
        points={points}
        formatValue={String}
      />,
    );
    expect(
      screen.getByRole('img', { name: 'Deployment frequency over time' }),
    ).toBeInTheDocument();
    expect(await screen.findByText('Nov 16')).toBeInTheDocument();
    const bars = [
      ...container.querySelectorAll('.recharts-bar-rectangle path'),
    ];
    expect(bars).toHaveLength(2);
  });

  it('draws a point for each number, and leaves a gap where there is none', async () => {
    const { container } = render(
      <MetricPlot
        label="Lead time over time"
        shape="line"
        points={points}
        formatValue={String}
      />,
    );
    await screen.findByText('Nov 23');
    expect(container.querySelectorAll('.recharts-line-dot')).toHaveLength(2);
  });
});
