import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../../__testUtils__/axe';
import {
  lineApiMock,
  renderDelivery,
} from '../../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../../shared/api/DeliveryRequestError';
import { LineNotice } from './LineNotice';
import { StopLine } from './StopLine';

const STOP = {
  reason: 'Payments fail',
  by: 'user:default/ada',
  at: '2026-01-01T11:00:00.000Z',
};

function render(lineApi = lineApiMock(), language?: string) {
  return renderDelivery(
    <>
      <LineNotice />
      <StopLine />
    </>,
    { lineApi, language },
  );
}

describe('LineNotice', () => {
  it('says nothing while promotions go on, and offers nothing to whoever may not', async () => {
    const lineApi = lineApiMock();
    render(lineApi);
    await waitFor(() => expect(lineApi.getLine).toHaveBeenCalled());
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('says by whom they were stopped and why, to whoever may not change that too', async () => {
    const { container } = render(lineApiMock({ stop: STOP }));
    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent('Promotions are stopped');
    expect(notice).toHaveTextContent(
      /ada stopped them at .*2026.*: “Payments fail” Rollbacks stay possible\./,
    );
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });

  it('says it in German', async () => {
    render(lineApiMock({ stop: STOP }), 'de');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Die Beförderungen sind angehalten.*„Payments fail“/,
    );
  });

  it('stops them with a reason, and lets them go on', async () => {
    const lineApi = lineApiMock({ mayStop: true });
    render(lineApi);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Stop promotions' }),
    );
    const dialog = await screen.findByRole('dialog');
    const confirm = within(dialog).getByRole('button', {
      name: 'Stop promotions',
    });
    expect(confirm).toBeDisabled();
    await userEvent.type(within(dialog).getByRole('textbox'), '  Payments ');
    lineApi.getLine.mockResolvedValue({
      mayStop: true,
      stop: { ...STOP, reason: 'Payments' },
    });
    await userEvent.click(confirm);
    expect(lineApi.stopLine).toHaveBeenCalledWith({ reason: 'Payments' });
    expect(await screen.findByRole('alert')).toHaveTextContent('“Payments”');

    lineApi.getLine.mockResolvedValue({ mayStop: true });
    await userEvent.click(
      screen.getByRole('button', { name: 'Let promotions go on' }),
    );
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Let promotions go on',
      }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
    expect(lineApi.resumeLine).toHaveBeenCalledTimes(1);
  });

  it('keeps the reason when it could not be stopped, and says why', async () => {
    const lineApi = lineApiMock({ mayStop: true });
    lineApi.stopLine.mockRejectedValue(
      new DeliveryRequestError('network', '', '0123456789abcdef'),
    );
    render(lineApi);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Stop promotions' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), 'Payments');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Stop promotions' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'Promotions could not be stopped',
    );
    expect(within(dialog).getByRole('textbox')).toHaveValue('Payments');
  });

  it('follows what another does, by a signal', async () => {
    const lineApi = lineApiMock();
    const { signals } = render(lineApi);
    await waitFor(() => expect(lineApi.getLine).toHaveBeenCalled());
    lineApi.getLine.mockResolvedValue({ mayStop: false, stop: STOP });
    signals.send({});
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });

  it('says that it is not known where the portal does not answer', async () => {
    const lineApi = lineApiMock();
    lineApi.getLine.mockRejectedValue(new Error('down'));
    render(lineApi);
    expect(
      await screen.findByText('It is not known whether promotions are stopped'),
    ).toBeInTheDocument();
  });
});
