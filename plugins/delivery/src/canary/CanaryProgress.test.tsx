import { act, screen, within } from '@testing-library/react';
import type { RolloutProgress } from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { analysisMetric, rolloutProgress } from '../__testUtils__/canary';
import { renderDelivery } from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { CanaryProgress } from './CanaryProgress';

const render = (progress: RolloutProgress | undefined, language?: string) =>
  renderDelivery(
    <main>
      <CanaryProgress
        environment="canary"
        progress={progress}
        isLoading={false}
        error={null}
      />
    </main>,
    { language },
  );
const steps = async () =>
  within(
    await screen.findByRole('list', { name: 'Steps of the canary in canary' }),
  )
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent?.replace(/\u00a0/g, ' '));

describe('CanaryProgress', () => {
  it('shows each step with its place in words, and the pods of the new version', async () => {
    const { container } = render(rolloutProgress());
    expect(await steps()).toEqual([
      '10 %, done',
      expect.stringMatching(/^(4:00|3:5\d) left, current$/),
      'analysis, to come',
      '50 %, to come',
      'until resumed, to come',
      '100 %, to come',
    ]);
    expect(screen.getByText(/left/).closest('li')).toHaveAttribute(
      'aria-current',
      'step',
    );
    expect(
      screen.getByText('1 of 10 pods of the new version are ready'),
    ).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });

  it('counts the pause down, and says when it is over', async () => {
    render(
      rolloutProgress({
        pausedUntil: new Date(Date.now() + 1_000).toISOString(),
      }),
    );
    expect(await steps()).toContainEqual('0:01 left, current');
    await act(() => new Promise(resolve => setTimeout(resolve, 2_100)));
    expect(await steps()).toContainEqual('continuing, current');
  });

  it('draws what an analysis measures, with its limit, and says it', async () => {
    render(rolloutProgress());
    expect(
      await screen.findByRole('img', {
        name: 'success-rate: 3 measurements between 99.2 and 99.961',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('success-rate 99.961 (at least 95), 3 of 3 passed'),
    ).toBeInTheDocument();
  });

  it('says what failed, and that nothing is measured yet', async () => {
    render(
      rolloutProgress({
        analysisRuns: [
          {
            name: 'shop-2',
            phase: 'Running',
            metrics: [
              analysisMetric({
                successful: 1,
                failed: 2,
                phase: 'Failed',
                measurements: [{ value: '[80]', phase: 'Failed' }],
              }),
              analysisMetric({
                name: 'latency',
                successful: 0,
                successCondition: 'result[0] <= 0.2',
                measurements: [],
              }),
              analysisMetric({ name: 'errors' }),
            ],
          },
        ],
      }),
    );
    expect(
      await screen.findByText(
        'success-rate 80 (at least 95), 1 of 3 passed, 2 failed',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('latency (at most 0.2), nothing measured yet'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('1 more metric in the details'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/^errors/)).toBeNull();
  });

  it.each([
    ['[0.9989]', 'result[0] >= 0.999', '0.9989 (at least 0.999)'],
    ['[0.99899999]', 'result[0] >= 0.999', '0.99899999 (at least 0.999)'],
    ['[0.0066666666667]', 'result[0] < 0.005', '0.00666667 (below 0.005)'],
    ['[99.9]', 'result[0] >= 95 * 0.01', '99.9'],
  ])(
    'rounds neither %s nor the limit of %s until they are wrong',
    async (value, successCondition, said) => {
      const metric = analysisMetric({
        successful: 0,
        failed: 1,
        phase: 'Failed',
        successCondition,
        measurements: [{ value, phase: 'Failed' }],
      });
      render(
        rolloutProgress({
          analysisRuns: [
            { name: 'shop-2', phase: 'Failed', metrics: [metric] },
          ],
        }),
      );
      expect(
        await screen.findByText(
          `success-rate ${said}, 0 of 1 passed, 1 failed`,
        ),
      ).toBeInTheDocument();
    },
  );

  it('leaves an earlier analysis to the details while another runs', async () => {
    const run = (name: string, phase: string) => ({
      name,
      phase,
      metrics: [analysisMetric({ name })],
    });
    render(
      rolloutProgress({
        analysisRuns: [run('step', 'Running'), run('before', 'Successful')],
      }),
    );
    expect(await screen.findByText(/^step/)).toBeInTheDocument();
    expect(screen.queryByText(/^before/)).toBeNull();
  });

  it('speaks German', async () => {
    render(rolloutProgress(), 'de');
    expect(
      await screen.findByText(
        'success-rate 99,961 (mindestens 95), 3 von 3 bestanden',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/noch \d:\d\d/)).toBeInTheDocument();
  });

  it('says that the steps are not known, and nothing where there is no canary', async () => {
    renderDelivery(
      <>
        <CanaryProgress
          environment="canary"
          isLoading={false}
          error={
            new DeliveryRequestError('unavailable', 'Argo CD is down.', 'x')
          }
        />
        <div data-testid="none">
          <CanaryProgress environment="dev" isLoading={false} error={null} />
        </div>
      </>,
    );
    expect(
      await screen.findByText('The steps are not known. Argo CD is down.'),
    ).toBeInTheDocument();
    expect(screen.getByTestId('none')).toBeEmptyDOMElement();
  });
});
