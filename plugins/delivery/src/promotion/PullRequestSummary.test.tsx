import { screen } from '@testing-library/react';
import { minutesAgo, promotion } from '../__testUtils__/delivery';
import { renderDelivery } from '../__testUtils__/renderDelivery';
import { PullRequestSummary } from './PullRequestSummary';

const show = (state: 'pending' | 'overridden') => {
  const base = promotion();
  return renderDelivery(
    <PullRequestSummary
      promotion={{
        ...base,
        pullRequest: {
          ...base.pullRequest!,
          checks: {
            state: 'passed',
            items: [{ name: 'ci', state: 'passed' }],
          },
          gates: { state, direct: true, asOf: minutesAgo(1) },
        },
      }}
    />,
  );
};
const words = 'The portal merges it once everything passes';

describe('PullRequestSummary', () => {
  it('says that the portal merges it', async () => {
    show('pending');
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('does not say so while a gate is overridden: then a person does', async () => {
    show('overridden');
    expect(await screen.findByText(/check/i)).toBeVisible();
    expect(screen.queryByText(words)).toBeNull();
  });
});
