import { act, screen, waitFor } from '@testing-library/react';
import type { CanaryStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { rolloutProgress } from '../__testUtils__/canary';
import { environment, minutesAgo } from '../__testUtils__/delivery';
import {
  renderDelivery,
  resourceApiMock,
} from '../__testUtils__/renderDelivery';
import { releaseDetails } from '../__testUtils__/resources';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { CanaryProgress } from './CanaryProgress';
import { useCanaryProgress } from './useCanaryProgress';

const image = (tag: string) => ({
  images: [{ name: 'ghcr.io/advplyr/audiobookshelf', tag }],
});

function Canary({ canary }: { canary: CanaryStatus }) {
  const reading = useCanaryProgress(
    'component:default/audiobookshelf',
    environment('canary', { canary }),
  );
  return (
    <main>
      <div data-testid="canary" aria-busy={reading.isLoading}>
        <CanaryProgress environment="canary" {...reading} />
      </div>
    </main>
  );
}

function renderCanary(canary: Partial<CanaryStatus> = {}) {
  const resourceApi = resourceApiMock();
  resourceApi.getRelease.mockResolvedValue(
    releaseDetails({ asOf: minutesAgo(3), rollouts: [rolloutProgress()] }),
  );
  return renderDelivery(
    <Canary
      canary={{ release: image('2.20.0'), state: 'paused', ...canary }}
    />,
    { resourceApi },
  );
}

describe('useCanaryProgress', () => {
  it('says of when it is what could not be read again', async () => {
    const { container, resourceApi, queryClient } = renderCanary();
    await screen.findByRole('list', { name: /^Steps/ });
    expect(screen.queryByText(/^As of/)).toBeNull();

    resourceApi.getRelease.mockRejectedValue(
      new DeliveryRequestError('unavailable', 'Argo CD is down.', 'x'),
    );
    await act(() => queryClient.invalidateQueries());
    // The age is not in it: it would be read out again and again.
    expect(await screen.findByRole('status')).toHaveTextContent(
      /^This could not be refreshed: Argo CD is down\. The portal keeps trying\.$/,
    );
    expect(screen.getByText(/^As of 3.min ago$/)).toBeInTheDocument();
    expect(screen.getByRole('list', { name: /^Steps/ })).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });

  it('shows nothing of another release than the page', async () => {
    const { resourceApi } = renderCanary({ release: image('2.21.0') });
    await waitFor(() => expect(resourceApi.getRelease).toHaveBeenCalled());
    const canary = await screen.findByTestId('canary');
    await waitFor(() => expect(canary).toHaveAttribute('aria-busy', 'false'));
    expect(canary).toBeEmptyDOMElement();
  });

  it.each([
    ['paused', 5_000],
    ['aborted', 15_000],
  ] as const)('looks at one that is %s every %i ms', async (state, every) => {
    const { queryClient } = renderCanary({ state });
    await screen.findByRole('list', { name: /^Steps/ });
    const [query] = queryClient
      .getQueryCache()
      .findAll({ predicate: ({ queryKey }) => queryKey.includes('release') });
    expect(query.observers[0].options.refetchInterval).toBe(every);
  });
});
