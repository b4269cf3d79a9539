import { screen } from '@testing-library/react';
import {
  createReason,
  type GateStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import { renderDelivery } from '../__testUtils__/renderDelivery';
import { useGatesPassed } from './useGatesPassed';

const Said = (props: { statuses: GateStatus[] }) => {
  const gatesPassed = useGatesPassed();
  const gates = props.statuses.map((status, index) => ({
    id: `gate-${index}`,
    title: '',
    status,
    reason: createReason('NoIncident', {}),
  }));
  return <p>{`said: ${gatesPassed(gates) ?? 'nothing'}`}</p>;
};

describe('useGatesPassed', () => {
  it.each<[GateStatus[], string]>([
    [['passed', 'pending', 'skipped', 'passed'], '2 of 3 passed'],
    [['failed', 'unknown'], '0 of 2 passed'],
    [['skipped'], 'nothing'],
    [[], 'nothing'],
  ])('of %p says: %s', async (statuses, words) => {
    renderDelivery(<Said statuses={statuses} />);
    expect(await screen.findByText(`said: ${words}`)).toBeInTheDocument();
  });

  it('speaks German', async () => {
    renderDelivery(<Said statuses={['passed', 'failed']} />, {
      language: 'de',
    });
    expect(
      await screen.findByText('said: 1 von 2 bestanden'),
    ).toBeInTheDocument();
  });
});
