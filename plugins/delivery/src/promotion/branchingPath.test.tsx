import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import {
  environment,
  promotion,
  serviceDelivery,
} from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { EnvironmentsContent } from '../service/EnvironmentsContent';

const REGIONS = ['eu', 'us'];

/** Two regions after staging, which meet again in world. */
function branched() {
  const api = deliveryApiMock();
  api.getService.mockResolvedValue(
    serviceDelivery({
      environments: [
        environment('staging'),
        ...REGIONS.map(name =>
          environment(name, { promotesFrom: ['staging'] }),
        ),
        environment('world', { promotesFrom: REGIONS }),
      ],
      transitions: [
        ...REGIONS.map(to => ({
          from: 'staging',
          to,
          state: 'differs' as const,
          changes: [],
        })),
        ...REGIONS.map(from => ({
          from,
          to: 'world',
          state: 'differs' as const,
          changes: [],
        })),
      ],
      permissions: {
        ...serviceDelivery().permissions,
        promote: [...REGIONS, 'world'],
      },
    }),
  );
  return api;
}

const step = (from: string, to: string) =>
  screen.findByRole('region', { name: `From ${from} to ${to}` });

jest.setTimeout(60_000);

describe('a path that branches', () => {
  it('says of each step where it comes from, when the stop beside it is another', async () => {
    renderDelivery(<EnvironmentsContent />, {
      api: branched(),
    });
    expect(await step('staging', 'eu')).not.toHaveTextContent('from staging');
    expect(await step('staging', 'us')).toHaveTextContent('from staging');
    expect(await step('eu', 'world')).toHaveTextContent('from eu');
    expect(await step('us', 'world')).toHaveTextContent('from us');
    expect(await axe(await step('us', 'world'))).toEqual([]);
  });

  it.each([
    ['staging', 'us'],
    ['eu', 'world'],
    ['us', 'world'],
  ])('promotes from %s to %s', async (from, to) => {
    const { api } = renderDelivery(<EnvironmentsContent />, {
      api: branched(),
    });
    await userEvent.click(
      within(await step(from, to)).getByRole('button', {
        name: `Promote to ${to}`,
      }),
    );
    expect(await screen.findAllByRole('dialog')).toHaveLength(1);
    expect(api.previewPromotion).toHaveBeenCalledWith(
      expect.anything(),
      { from, to },
      expect.anything(),
    );
  });

  it('offers what is newer at the step that it names', async () => {
    const service = await branched().getService('');
    const api = branched();
    const versions = (tag: string) => ({
      images: [{ name: 'ghcr.io/advplyr/audiobookshelf', tag }],
    });
    api.getService.mockResolvedValue({
      ...service,
      environments: service.environments.map(each =>
        each.name === 'us'
          ? environment('us', {
              promotesFrom: ['staging'],
              git: { release: versions('3.0.0') },
            })
          : each,
      ),
      transitions: service.transitions.map(each =>
        each.from === 'us'
          ? {
              ...each,
              promotion: promotion({
                from: 'us',
                to: 'world',
                release: versions('2.19.0'),
              }),
            }
          : each,
      ),
    });
    renderDelivery(<EnvironmentsContent />, { api });
    await userEvent.click(
      within(await step('us', 'world')).getByRole('button', {
        name: 'Promote 3.0.0 instead',
      }),
    );
    expect(await screen.findAllByRole('dialog')).toHaveLength(1);
    expect(api.previewPromotion).toHaveBeenCalledWith(
      expect.anything(),
      { from: 'us', to: 'world' },
      expect.anything(),
    );
  });
});
