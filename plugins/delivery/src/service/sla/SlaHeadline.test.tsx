import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { screen } from '@testing-library/react';
import { axe } from '../../__testUtils__/axe';
import { serviceEntity } from '../../__testUtils__/delivery';
import { renderDelivery, slaApiMock } from '../../__testUtils__/renderDelivery';
import { measuredSla, slaReading } from '../../__testUtils__/sla';
import { SlaHeadline } from './SlaHeadline';

describe('SlaHeadline', () => {
  it('says what is promised and what was measured in production', async () => {
    const slaApi = slaApiMock();
    slaApi.getMeasuredSla.mockResolvedValue(
      measuredSla(
        slaReading({ environment: 'dev' }),
        slaReading(),
        slaReading({ environment: 'preview' }),
      ),
    );
    renderDelivery(
      <div data-testid="header">
        <SlaHeadline />
      </div>,
      { slaApi },
    );
    await screen.findByText('99.975 %');
    expect(screen.getByTestId('header')).toHaveTextContent(
      'SLA 99.9 %, 200 msThis month 99.975 % measured in production',
    );
    expect(await axe(screen.getByTestId('header'))).toEqual([]);
  });

  it('says no more than the promise where nothing was measured', async () => {
    const slaApi = slaApiMock();
    slaApi.getMeasuredSla.mockResolvedValue(
      measuredSla({
        environment: 'production',
        state: 'not-configured',
        reason: createReason('SlaNotConfigured', { environment: 'production' }),
      }),
    );
    renderDelivery(
      <div data-testid="header">
        <SlaHeadline />
      </div>,
      { slaApi },
    );
    expect(await screen.findByText('99.9 %, 200 ms')).toBeInTheDocument();
    expect(screen.getByTestId('header')).not.toHaveTextContent('This month');
  });

  it('is not there where nothing is promised, and asks for nothing', async () => {
    const slaApi = slaApiMock();
    renderDelivery(
      <div data-testid="header">
        <SlaHeadline />
      </div>,
      { slaApi, entity: serviceEntity({ sla: undefined }) },
    );
    expect(await screen.findByTestId('header')).toBeEmptyDOMElement();
    expect(slaApi.getMeasuredSla).not.toHaveBeenCalled();
  });
});
