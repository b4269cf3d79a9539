import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef } from 'react';
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
  return renderDelivery(<Both />, { lineApi, language });
}

function Both() {
  const notice = useRef<HTMLDivElement>(null);
  return (
    <>
      <LineNotice place={notice} />
      <StopLine notice={notice} />
    </>
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

  it('stops them with a reason, and resumes them', async () => {
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
    // The button that had the focus is gone.
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Resume promotions' }),
      ).toHaveFocus(),
    );

    lineApi.getLine.mockResolvedValue({ mayStop: true });
    await userEvent.click(
      screen.getByRole('button', { name: 'Resume promotions' }),
    );
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Resume promotions',
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

  it('keeps what is being written when another stops them first', async () => {
    const lineApi = lineApiMock({ mayStop: true });
    const { signals } = render(lineApi);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Stop promotions' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), 'Payments');
    lineApi.getLine.mockResolvedValue({ mayStop: true, stop: STOP });
    signals.send({});
    expect(
      await screen.findByRole('alert', { hidden: true }),
    ).toHaveTextContent('ada stopped them');
    expect(within(dialog).getByRole('textbox')).toHaveValue('Payments');
    expect(
      within(dialog).getByRole('button', { name: 'Stop promotions' }),
    ).toBeEnabled();
  });

  it('keeps the question when another resumes them first', async () => {
    const lineApi = lineApiMock({ mayStop: true, stop: STOP });
    const { signals } = render(lineApi);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resume promotions' }),
    );
    const dialog = await screen.findByRole('dialog');
    lineApi.getLine.mockResolvedValue({ mayStop: true });
    signals.send({});
    await waitFor(() =>
      expect(
        screen.queryByRole('alert', { hidden: true }),
      ).not.toBeInTheDocument(),
    );
    expect(dialog).toHaveTextContent('Resume promotions?');
  });

  it('says so when what it shows may be over', async () => {
    const lineApi = lineApiMock({ stop: STOP });
    const { signals } = render(lineApi);
    expect(await screen.findByRole('alert')).toBeInTheDocument();
    lineApi.getLine.mockRejectedValue(new Error('down'));
    signals.send({});
    expect(
      await screen.findByText('It is not known whether promotions are stopped'),
    ).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent('ada stopped them');
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
